namespace Skapi.Rtc.Managed.Timing;

/// <summary>Finds out which of several timers is due first.</summary>
internal static class Earliest
{
    /// <summary>Replaces a time by another one that is earlier.</summary>
    /// <param name="next">The earliest time so far; null if there is none.</param>
    /// <param name="due">The other time; null if that timer does not run.</param>
    public static void Include(ref TimeSpan? next, TimeSpan? due)
    {
        if (due is { } time && (next is not { } known || time < known))
            next = time;
    }
}
