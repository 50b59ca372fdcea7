using Skapi.Rtc.Managed.Core;

namespace Skapi.Rtc.Managed.Tests.Core;

/// <summary>Records what a core tells its media, and limits data as a test wants.</summary>
internal sealed class RecordingMedia : IMediaHandler
{
    public TimeSpan? NextTimeout => null;

    public DataLimit? Limit { get; set; }

    public long DataBytes { get; private set; }

    public int PathChanges { get; private set; }

    public void OnReady(TimeSpan now)
    {
    }

    public void HandleRtp(ReadOnlySpan<byte> packet, TimeSpan now)
    {
    }

    public void HandleRtcp(ReadOnlySpan<byte> packet, TimeSpan now)
    {
    }

    public void HandleTimeout(TimeSpan now)
    {
    }

    public void OnDataSent(int bytes, TimeSpan now) => DataBytes += bytes;

    public void OnPathChanged() => PathChanges++;

    public DataLimit? LimitData(bool isWaiting, TimeSpan now) => Limit;

    public void Close()
    {
    }
}
