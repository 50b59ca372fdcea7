using System.Text;

namespace Skapi.Browser.Tests.Rig;

/// <summary>Records events, in order, so that a test can wait for one. Safe to use from any thread.</summary>
/// <param name="owner">Whose events these are, for the message of a test whose wait times out.</param>
public sealed class Recorder<T>(string owner)
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<T> _items = [];
    private TaskCompletionSource _added = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The events so far.</summary>
    public IReadOnlyList<T> Items
    {
        get
        {
            lock (_gate)
                return [.. _items];
        }
    }

    /// <summary>The number of events so far, from which later ones can be waited for.</summary>
    public int Mark => Items.Count;

    public void Add(T item)
    {
        TaskCompletionSource added;
        lock (_gate)
        {
            _items.Add(item);
            added = _added;
            _added = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        added.SetResult();
    }

    /// <summary>Waits for the first matching item from the mark on. It may have been recorded before.</summary>
    public async Task<T> WaitAsync(string what, Func<T, bool> fits, int mark = 0)
    {
        using var guard = new CancellationTokenSource(HangGuard);
        for (var next = mark; ;)
        {
            Task added;
            lock (_gate)
            {
                for (; next < _items.Count; next++)
                {
                    if (fits(_items[next]))
                        return _items[next];
                }

                added = _added.Task;
            }

            try
            {
                await added.WaitAsync(guard.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException(Describe(what));
            }
        }
    }

    private string Describe(string what)
    {
        var text = new StringBuilder($"{owner} waited in vain for {what}. It had:");
        foreach (var item in Items)
            text.AppendLine().Append("  ").Append(item);
        return text.ToString();
    }
}
