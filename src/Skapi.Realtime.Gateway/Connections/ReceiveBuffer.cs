using System.Buffers;

namespace Skapi.Realtime.Gateway.Connections;

/// <summary>A message that is being received. It rents memory only while it has content.</summary>
internal sealed class ReceiveBuffer : IDisposable
{
    private const int InitialBytes = 4 * 1024;

    private byte[] _bytes = [];

    /// <summary>The number of bytes received.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes received.</summary>
    public Memory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Returns memory to receive into. It is never empty.</summary>
    public Memory<byte> GetFree()
    {
        if (Length == _bytes.Length)
            Grow();
        return _bytes.AsMemory(Length);
    }

    /// <summary>Reports that bytes were received.</summary>
    public void Advance(int count) => Length += count;

    /// <summary>Removes the content and returns the memory.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    public void Dispose() => Clear();

    private void Grow()
    {
        var grown = ArrayPool<byte>.Shared.Rent(Math.Max(InitialBytes, _bytes.Length * 2));
        Written.CopyTo(grown);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = grown;
    }
}
