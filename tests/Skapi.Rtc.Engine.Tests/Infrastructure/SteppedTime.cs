using Microsoft.Extensions.Time.Testing;

namespace Skapi.Rtc.Tests.Infrastructure;

/// <summary>
/// A clock that stands until a test moves it, and that a test can ask for a timer: to move on before it is armed would miss it.
/// </summary>
internal sealed class SteppedTime : FakeTimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<TimeSpan> _armed = [];
    private readonly List<(TimeSpan Due, TaskCompletionSource Armed)> _waiting = [];

    /// <summary>Waits until a timer of this length is armed. Each timer counts once.</summary>
    public Task TimerArmedAsync(TimeSpan due)
    {
        lock (_gate)
        {
            if (_armed.Remove(due))
                return Task.CompletedTask;

            var armed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((due, armed));
            return armed.Task.OrHang();
        }
    }

    /// <summary>Waits until a timer of this length is armed, and lets it run out.</summary>
    public async Task ElapseAsync(TimeSpan due)
    {
        await TimerArmedAsync(due);
        Advance(due);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_gate)
        {
            var index = _waiting.FindIndex(waiting => waiting.Due == dueTime);
            if (index < 0)
            {
                _armed.Add(dueTime);
                return timer;
            }

            _waiting[index].Armed.SetResult();
            _waiting.RemoveAt(index);
        }

        return timer;
    }
}
