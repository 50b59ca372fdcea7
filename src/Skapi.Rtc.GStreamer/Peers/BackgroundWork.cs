namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>Work that a native thread asks for and must not do itself: it runs on the thread pool, one piece after the other.</summary>
internal sealed class BackgroundWork(Action<string, Exception> failed)
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;
    private bool _isStopped;

    /// <summary>Adds a piece of work; after <see cref="StopAsync"/> it is dropped.</summary>
    public void Add(string what, Action work)
    {
        lock (_lock)
        {
            if (!_isStopped)
                _last = RunAsync(_last, what, work);
        }
    }

    /// <summary>Takes no more work, and waits for what runs.</summary>
    public Task StopAsync()
    {
        lock (_lock)
        {
            _isStopped = true;
            return _last;
        }
    }

    private async Task RunAsync(Task before, string what, Action work)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            work();
        }
        catch (Exception exception)
        {
            failed(what, exception);
        }
    }
}
