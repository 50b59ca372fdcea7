namespace Skapi.Samples.Call.Timelines;

/// <summary>Shows the events of both sides as they happen.</summary>
internal interface ITimeline
{
    /// <summary>Shows an event or an action of one side.</summary>
    void Add(string party, Entry entry);

    /// <summary>Shows the progress of a transfer while it runs.</summary>
    /// <param name="party">The side that receives.</param>
    /// <param name="what">What is transferred.</param>
    /// <param name="size">The number of bytes of the whole.</param>
    /// <param name="transfer">The transfer. It reports how many bytes have arrived, from any thread.</param>
    Task ShowProgressAsync(string party, string what, long size, Func<IProgress<long>, Task> transfer);
}
