using System.Globalization;
using System.Text.Json;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.Frames;
using Skapi.Realtime.Gateway.Json;
using Skapi.Realtime.Gateway.Relay;

namespace Skapi.Realtime.Gateway.Presence;

/// <summary>The groups that a request asks for, and their order. Names compare by UTF-16 units, as in JavaScript.</summary>
internal sealed class GroupSearch : IPageOrder<GroupSize>
{
    private const string DefaultName = " ";

    private readonly Func<GroupSize, bool> _matches;
    private readonly bool _byNumber;

    private GroupSearch(bool byNumber, Func<GroupSize, bool> matches) => (_byNumber, _matches) = (byNumber, matches);

    /// <summary>Reads the search from a request.</summary>
    /// <exception cref="InvalidQueryException">A member is wrong.</exception>
    public static GroupSearch From(GroupsRequest request)
    {
        var byNumber = (request.SearchFor ?? GroupSearchField.Group).Known switch
        {
            GroupSearchField.Values.Group => false,
            GroupSearchField.Values.NumberOfUsers => true,
            _ => throw new InvalidQueryException(
                $"“searchFor” is {Quote.Short(request.SearchFor.ToString()!)}; it must be “group” or “number_of_users”."),
        };
        var range = Given(request.Range);
        var comparison = range is not null ? Comparison.Range : ComparisonOf(request.Condition);
        if (byNumber)
        {
            var upper = range is null ? 0 : Number(range, "range", 0);
            var condition = Build(comparison, Number(request.Value, "value", 0), upper, Comparer<double>.Default);
            return new GroupSearch(byNumber, group => condition.Holds(group.Connections));
        }
        else
        {
            var upper = range is null ? "" : Name(range, "range");
            var condition = Build(comparison, Name(request.Value, "value"), upper, StringComparer.Ordinal);
            return new GroupSearch(byNumber, group => condition.Holds(group.Name));
        }
    }

    public bool Matches(GroupSize group) => _matches(group);

    public int Compare(GroupSize x, GroupSize y)
    {
        var byNumber = _byNumber ? x.Connections.CompareTo(y.Connections) : 0;
        return byNumber != 0 ? byNumber : string.CompareOrdinal(x.Name, y.Name);
    }

    public string KeyOf(GroupSize entry) =>
        _byNumber ? string.Create(CultureInfo.InvariantCulture, $"number:{entry.Connections}:{entry.Name}") : $"group:{entry.Name}";

    public bool TryParseKey(string key, out GroupSize entry)
    {
        var parts = key.Split(':', _byNumber ? 3 : 2);
        entry = default;
        if (!_byNumber)
        {
            if (parts is not ["group", var name])
                return false;
            entry = new GroupSize(name, 0);
            return true;
        }

        if (parts is not ["number", var text, var group]
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        entry = new GroupSize(group, number);
        return true;
    }

    private static Condition<T> Build<T>(Comparison comparison, T value, T range, IComparer<T> comparer) =>
        comparison == Comparison.Range && comparer.Compare(value, range) > 0
            ? throw new InvalidQueryException("“range” is below “value”; it must be the upper end of the range.")
            : new Condition<T>(comparison, value, range, comparer);

    private static Comparison ComparisonOf(SearchCondition? condition) =>
        condition is not { } given
            ? Comparison.GreaterThan
            : given.ToComparison() ?? throw new InvalidQueryException(
                $"“condition” is {Quote.Short(given.Value)}; it must be one of > >= = < <= != gt gte eq lt lte ne.");

    private static RawJson? Given(RawJson? json) => json is { Kind: not JsonValueKind.Null } ? json : null;

    private static string Name(RawJson? json, string member)
    {
        if (Given(json) is not { } given)
            return DefaultName;
        return given.TryGetString(out var text)
            ? text
            : throw new InvalidQueryException($"“{member}” must be a string if “searchFor” is “group”.");
    }

    private static double Number(RawJson? json, string member, double absent)
    {
        if (Given(json) is not { } given)
            return absent;
        return JsonGuard.TryGetNumber(given, out var number)
            ? number
            : throw new InvalidQueryException($"“{member}” must be a number if “searchFor” is “number_of_users”.");
    }
}
