using Skapi.Rtc.GStreamer.Installation;

namespace Skapi.Rtc.GStreamer.Media.Receiving;

/// <summary>The recordings of one peer. A recording that the app is ending stays until it has left the pipeline.</summary>
/// <param name="registry">The installed elements.</param>
/// <param name="time">The time that an end may take.</param>
/// <param name="failed">Called with the error of a recording that did not end.</param>
internal sealed class RecordingSet(IElementRegistry registry, TimeProvider time, Action<string, Exception> failed)
{
    private readonly Lock _lock = new();
    private readonly List<Recording> _recordings = [];

    /// <summary>Begins a recording.</summary>
    public Recording Start(nint pipeline, string path, IReadOnlyList<TrackTap> taps)
    {
        lock (_lock)
        {
            var recording = Recording.Start(pipeline, path, taps, registry, OnEnded, time);
            _recordings.Add(recording);
            return recording;
        }
    }

    /// <summary>
    /// Ends the recordings while the pipeline still runs, and waits for those that the app is ending. The caller ensures that no further
    /// one begins.
    /// </summary>
    public async ValueTask EndAsync()
    {
        Recording[] recordings;
        lock (_lock)
            recordings = [.. _recordings];

        foreach (var recording in recordings)
        {
            try
            {
                await recording.DisposeAsync().ConfigureAwait(false);
            }
            catch (TimeoutException exception)
            {
                failed("A recording", exception);
            }
        }
    }

    private void OnEnded(Recording recording)
    {
        lock (_lock)
            _recordings.Remove(recording);
    }
}
