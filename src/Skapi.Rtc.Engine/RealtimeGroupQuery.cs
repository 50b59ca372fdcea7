using System.Globalization;
using Skapi.Protocol;

namespace Skapi.Rtc;

/// <summary>Which groups to find.</summary>
public sealed record RealtimeGroupQuery
{
    private RealtimeGroupQuery()
    {
    }

    /// <summary>What to search by.</summary>
    internal GroupSearchField SearchFor { get; private init; }

    internal RawJson Value { get; private init; }

    internal SearchCondition? Condition { get; private init; }

    internal RawJson? Range { get; private init; }

    /// <summary>How many groups to find at the most; null for all.</summary>
    /// <exception cref="SkapiException"><c>INVALID_PARAMETER</c>: less than one.</exception>
    public int? Limit
    {
        get;
        init => field = value is null or > 0
            ? value
            : throw SkapiException.InvalidParameter($"\"{nameof(Limit)}\" should be one or more, but is {value}.");
    }

    /// <summary>Every group.</summary>
    public static RealtimeGroupQuery All { get; } = ByName(SearchCondition.GreaterThanSign, " ");

    /// <summary>Groups whose name compares so.</summary>
    public static RealtimeGroupQuery ByName(SearchCondition condition, string name) => new()
    {
        SearchFor = GroupSearchField.Group,
        Value = RawJson.FromString(name),
        Condition = condition,
    };

    /// <summary>Groups whose name lies in a range, both ends included.</summary>
    public static RealtimeGroupQuery ByNameRange(string from, string to) => new()
    {
        SearchFor = GroupSearchField.Group,
        Value = RawJson.FromString(from),
        Range = RawJson.FromString(to),
    };

    /// <summary>Groups whose number of users compares so.</summary>
    public static RealtimeGroupQuery ByNumberOfUsers(SearchCondition condition, int number) => new()
    {
        SearchFor = GroupSearchField.NumberOfUsers,
        Value = Number(number),
        Condition = condition,
    };

    /// <summary>Groups whose number of users lies in a range, both ends included.</summary>
    public static RealtimeGroupQuery ByNumberOfUsersRange(int from, int to) => new()
    {
        SearchFor = GroupSearchField.NumberOfUsers,
        Value = Number(from),
        Range = Number(to),
    };

    private static RawJson Number(int number) => RawJson.Parse(number.ToString(CultureInfo.InvariantCulture));
}
