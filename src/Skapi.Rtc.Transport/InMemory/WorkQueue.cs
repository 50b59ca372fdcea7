using System.Threading.Channels;

namespace Skapi.Rtc.InMemory;

/// <summary>Runs one piece of work after the other on the pool: the network thread of an in-memory peer.</summary>
internal sealed class WorkQueue
{
    private readonly Channel<Action> _work = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });

    public WorkQueue() => Completion = Task.Run(RunAsync);

    public Task Completion { get; }

    public void Add(Action work) => _work.Writer.TryWrite(work);

    public void Complete() => _work.Writer.TryComplete();

    private async Task RunAsync()
    {
        await foreach (var work in _work.Reader.ReadAllAsync().ConfigureAwait(false))
            work();
    }
}
