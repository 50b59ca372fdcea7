using System.Buffers;
using System.Threading.Channels;
using Skapi.Rtc.Media;

namespace Skapi.Rtc.Managed.Media;

/// <summary>Delivers frames and key-frame requests to the app, one after the other and in order, on a thread of the pool.</summary>
/// <remarks>
/// The peer's lock is not held while the app runs. If the app is slow, a limited number of frames waits, and further ones are dropped.
/// </remarks>
internal sealed class FrameDelivery
{
    // More than a second of sound and pictures.
    private const int MaxFrames = 128;
    private const int MaxBytes = 16 * 1024 * 1024;

    private readonly Channel<Item> _items = Channel.CreateUnbounded<Item>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _pump;
    private int _frames;
    private int _bytes;
    private volatile bool _isStopped;

    /// <summary>Creates a queue, which delivers from now on.</summary>
    public FrameDelivery() => _pump = Task.Run(PumpAsync);

    /// <summary>Adds a frame, whose bytes are copied. It is called by one thread at a time.</summary>
    /// <returns>False if too many frames wait.</returns>
    public bool TryAdd(RemoteTrack track, MediaCodec codec, ReadOnlySpan<byte> frame, TimeSpan timestamp, bool isKeyFrame)
    {
        if (Volatile.Read(ref _frames) >= MaxFrames || Volatile.Read(ref _bytes) > MaxBytes - frame.Length)
            return false;

        var buffer = ArrayPool<byte>.Shared.Rent(frame.Length);
        frame.CopyTo(buffer);
        Interlocked.Increment(ref _frames);
        Interlocked.Add(ref _bytes, frame.Length);
        _items.Writer.TryWrite(new Item(track, codec, buffer, frame.Length, timestamp, isKeyFrame, null));
        return true;
    }

    /// <summary>Adds a call, which must not throw.</summary>
    public void Add(Action call) => _items.Writer.TryWrite(new Item(null, default, [], 0, default, false, call));

    /// <summary>Drops what waits. When the task has completed, the app is not called again.</summary>
    public Task StopAsync()
    {
        _isStopped = true;
        _items.Writer.TryComplete();
        return _pump;
    }

    private async Task PumpAsync()
    {
        await foreach (var item in _items.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (item.Track is null)
            {
                if (!_isStopped)
                    item.Call!();

                continue;
            }

            if (!_isStopped)
                item.Track.Deliver(new EncodedFrame(item.Codec, item.Buffer.AsSpan(0, item.Length), item.Timestamp, item.IsKeyFrame));

            ArrayPool<byte>.Shared.Return(item.Buffer);
            Interlocked.Decrement(ref _frames);
            Interlocked.Add(ref _bytes, -item.Length);
        }
    }

    private readonly record struct Item(
        RemoteTrack? Track, MediaCodec Codec, byte[] Buffer, int Length, TimeSpan Timestamp, bool IsKeyFrame, Action? Call);
}
