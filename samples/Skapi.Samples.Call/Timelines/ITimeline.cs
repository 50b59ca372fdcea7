namespace Skapi.Samples.Call.Timelines;

/// <summary>Shows the events of both sides as they happen.</summary>
internal interface ITimeline
{
    /// <summary>Shows an event or an action of one side.</summary>
    void Add(string party, Entry entry);
}
