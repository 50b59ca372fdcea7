using System.Buffers;

namespace Skapi.Protocol.Benchmarks.Codecs.Peers;

/// <summary>One serializer with one message.</summary>
internal abstract class Peer
{
    private readonly ArrayBufferWriter<byte> _output = new(256 * 1024);
    private byte[] _encoded = [];

    /// <summary>Encodes the message once, for <see cref="Decode()"/>.</summary>
    public void Prepare()
    {
        Encode();
        _encoded = _output.WrittenSpan.ToArray();
    }

    /// <summary>Encodes the message into a buffer that is large enough.</summary>
    /// <returns>How many bytes it has.</returns>
    public int Encode()
    {
        _output.ResetWrittenCount();
        Encode(_output);
        return _output.WrittenCount;
    }

    /// <summary>Decodes what <see cref="Prepare"/> encoded.</summary>
    public object Decode() => Decode(_encoded) ?? throw new InvalidOperationException("The message decodes as null.");

    /// <summary>The encoded message.</summary>
    public ReadOnlySpan<byte> Encoded => _encoded;

    protected abstract void Encode(ArrayBufferWriter<byte> output);

    protected abstract object? Decode(byte[] bytes);
}
