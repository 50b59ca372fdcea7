namespace Skapi.Realtime.Gateway.Tests.Connections;

/// <summary>The stream of a web server, which takes everything, or part by part.</summary>
internal sealed class ServerStream : MemoryStream
{
    public byte[] Written => ToArray();

    public Memory<byte> Incoming { get; set; }

    /// <summary>If set, each write waits for a release.</summary>
    public SemaphoreSlim? Releases { get; set; }

    /// <summary>If set, the next write fails after half of it.</summary>
    public bool IsFailing { get; set; }

    public byte[] LastPing
    {
        get
        {
            var start = Written.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0x89, 8]);
            return start < 0 ? [] : Written[start..(start + 10)];
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = Math.Min(buffer.Length, Incoming.Length);
        Incoming[..count].CopyTo(buffer);
        Incoming = Incoming[count..];
        return new(count);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Releases is { } releases)
            await releases.WaitAsync(cancellationToken);
        if (IsFailing)
        {
            IsFailing = false;
            Write(buffer.Span[..(buffer.Length / 2)]);
            throw new IOException("The connection is lost.");
        }

        Write(buffer.Span);
    }
}
