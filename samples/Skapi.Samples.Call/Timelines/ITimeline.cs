namespace Skapi.Samples.Call.Timelines;

/// <summary>Where the events of both sides are shown as they happen.</summary>
internal interface ITimeline
{
    /// <summary>Shows what happened, or what was done, on one side.</summary>
    void Add(string party, Entry entry);
}
