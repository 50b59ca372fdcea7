namespace Skapi.Rtc.Managed.Congestion;

/// <summary>
/// Joins packets that were sent together into groups, and measures by how much the one-way delay of a group differs from that of the one
/// before (draft-ietf-rmcat-gcc-02, sections 5.1 and 5.2).
/// </summary>
internal sealed class PacketGroups
{
    // Two clocks that are compared over a longer time than this do not belong together, because one of them was changed.
    private static readonly TimeSpan MaxDifference = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BurstTime = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan MaxBurst = TimeSpan.FromMilliseconds(100);

    private Group? _current;
    private Group? _previous;

    /// <summary>Adds a packet that arrived. Packets come in the order in which they were sent.</summary>
    /// <param name="sentAt">When it was sent.</param>
    /// <param name="arrivedAt">When it arrived, by the clock of the other side.</param>
    /// <param name="variation">The difference between the one-way delays of the group that is complete now and the one before it.</param>
    /// <param name="completedAt">When that group had arrived.</param>
    /// <returns>False if no group is complete.</returns>
    public bool Add(TimeSpan sentAt, TimeSpan arrivedAt, out TimeSpan variation, out TimeSpan completedAt)
    {
        (variation, completedAt) = (default, default);
        if (_current is not { } current)
        {
            _current = new Group(sentAt, sentAt, arrivedAt, arrivedAt);
            return false;
        }

        // A packet that was overtaken says nothing about the queue.
        if (sentAt < current.FirstSent)
            return false;

        if (Belongs(current, sentAt, arrivedAt))
        {
            _current = current with
            {
                LastSent = sentAt > current.LastSent ? sentAt : current.LastSent,
                LastArrived = arrivedAt > current.LastArrived ? arrivedAt : current.LastArrived,
            };
            return false;
        }

        var previous = _previous;
        (_previous, _current) = (current, new Group(sentAt, sentAt, arrivedAt, arrivedAt));
        if (previous is not { } before)
            return false;

        var arrived = current.LastArrived - before.LastArrived;
        variation = arrived - (current.LastSent - before.LastSent);
        completedAt = current.LastArrived;
        if (arrived >= TimeSpan.Zero && variation.Duration() <= MaxDifference)
            return true;

        Restart();
        return false;
    }

    /// <summary>Begins again.</summary>
    public void Restart() => (_current, _previous) = (null, null);

    // Packets that were sent together, or that waited somewhere and then came together.
    private static bool Belongs(Group group, TimeSpan sentAt, TimeSpan arrivedAt)
    {
        if (sentAt - group.FirstSent <= BurstTime)
            return true;

        var arrival = arrivedAt - group.LastArrived;
        return arrival >= TimeSpan.Zero && arrival <= BurstTime && arrival < sentAt - group.LastSent
            && arrivedAt - group.FirstArrived < MaxBurst;
    }

    private readonly record struct Group(TimeSpan FirstSent, TimeSpan LastSent, TimeSpan FirstArrived, TimeSpan LastArrived);
}
