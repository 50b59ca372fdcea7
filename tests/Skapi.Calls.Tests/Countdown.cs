namespace Skapi.Calls.Tests;

/// <summary>Completes a task after a number of calls of <see cref="Count"/>.</summary>
internal sealed class Countdown(int count)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left = count;

    public Task Reached => _reached.Task;

    public void Count()
    {
        if (Interlocked.Decrement(ref _left) == 0)
            _reached.SetResult();
    }
}
