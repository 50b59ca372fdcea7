using System.Globalization;
using Skapi.Protocol;
using Skapi.Protocol.Json;

namespace Skapi.Rtc.Realtime;

/// <summary>A search for groups.</summary>
public sealed record RealtimeGroupQuery
{
    private RealtimeGroupQuery()
    {
    }

    /// <summary>The field to search by.</summary>
    internal GroupSearchField SearchFor { get; private init; }

    internal RawJson Value { get; private init; }

    internal SearchCondition? Condition { get; private init; }

    internal RawJson? Range { get; private init; }

    /// <summary>The maximum number of groups to find, or null for all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public int? Limit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value ?? 1, 1, nameof(Limit));
            field = value;
        }
    }

    /// <summary>Finds every group.</summary>
    public static RealtimeGroupQuery All { get; } = ByName(SearchCondition.GreaterThanSign, " ");

    /// <summary>Finds groups by comparing their names.</summary>
    public static RealtimeGroupQuery ByName(SearchCondition condition, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new() { SearchFor = GroupSearchField.Group, Value = RawJson.FromString(name), Condition = condition };
    }

    /// <summary>Finds groups whose names are in a range, both ends included.</summary>
    public static RealtimeGroupQuery ByNameRange(string from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return new() { SearchFor = GroupSearchField.Group, Value = RawJson.FromString(from), Range = RawJson.FromString(to) };
    }

    /// <summary>Finds groups by comparing their numbers of users.</summary>
    public static RealtimeGroupQuery ByNumberOfUsers(SearchCondition condition, int number) =>
        new() { SearchFor = GroupSearchField.NumberOfUsers, Value = Number(number), Condition = condition };

    /// <summary>Finds groups whose numbers of users are in a range, both ends included.</summary>
    public static RealtimeGroupQuery ByNumberOfUsersRange(int from, int to) =>
        new() { SearchFor = GroupSearchField.NumberOfUsers, Value = Number(from), Range = Number(to) };

    private static RawJson Number(int number) => RawJson.Parse(number.ToString(CultureInfo.InvariantCulture));
}
