namespace Skapi.Realtime.Gateway.Connections;

/// <summary>The number of bytes that wait in all queues of a gateway. Safe for use by several threads.</summary>
internal sealed class QueueTotal
{
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    public void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
