namespace Skapi.Rtc.GStreamer.Peers;

/// <summary>Runs actions that native threads must not run themselves, one after the other, on the thread pool.</summary>
internal sealed class BackgroundWork(Action<string, Exception> failed)
{
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;
    private bool _isStopped;

    /// <summary>Adds an action. After <see cref="StopAsync"/> it is dropped.</summary>
    public void Add(string what, Action work)
    {
        lock (_lock)
        {
            if (!_isStopped)
                _last = RunAsync(_last, what, work);
        }
    }

    /// <summary>Accepts no further actions, and waits for those that were added.</summary>
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
