using Microsoft.Extensions.Time.Testing;

namespace Skapi.Realtime.Gateway.Tests.Infrastructure;

/// <summary>Fake time that says when the first timer was armed, so that a test lets time pass only then.</summary>
internal sealed class TimerProbe : FakeTimeProvider
{
    private readonly TaskCompletionSource _armed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Armed => _armed.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _armed.TrySetResult();
        return timer;
    }
}
