using System.Text.Json;
using Skapi.Protocol;
using Skapi.Realtime.Gateway.Frames;

namespace Skapi.Realtime.Gateway.Presence;

/// <summary>Which page of a list a request asks for.</summary>
/// <param name="Limit">How many entries, at the most.</param>
/// <param name="StartKey">Where the page before ended; null for the first.</param>
/// <param name="Ascending">Whether the list runs upward.</param>
internal sealed record Paging(int Limit, RawJson? StartKey, bool Ascending)
{
    /// <summary>The start key that says that nothing follows.</summary>
    public static readonly RawJson End = RawJson.FromString("end");

    /// <summary>Reads the page out of a request's members.</summary>
    /// <exception cref="InvalidQueryException">The limit is out of bounds.</exception>
    public static Paging From(uint? limit, RawJson? startKey, bool? ascending, int maxLimit)
    {
        if (limit is 0 || limit > maxLimit)
            throw new InvalidQueryException($"“limit” is {limit}; it is a number from 1 to {maxLimit}.");
        return new Paging((int?)limit ?? maxLimit, IsStart(startKey) ? null : startKey, ascending ?? true);
    }

    /// <summary>Cuts the page out of a list.</summary>
    /// <returns>The entries, and the start key of the page that follows.</returns>
    /// <exception cref="InvalidQueryException">The start key is none of this list.</exception>
    public (IReadOnlyList<T> Entries, RawJson StartKey) Cut<T>(IEnumerable<T> entries, IPageOrder<T> order)
    {
        if (StartKey == End)
            return ([], End);
        var direction = Ascending ? 1 : -1;
        if (StartKey is { } key)
        {
            if (!PageKey.TryRead(key, out var position) || !order.TryParseKey(position, out var last))
                throw new InvalidQueryException($"“startKey” is {Quote.Short(key.ToString())}; it is the startKey of the page before.");
            entries = entries.Where(entry => direction * order.Compare(entry, last) > 0);
        }

        var rest = (Ascending ? entries.Order(order) : entries.OrderDescending(order)).ToList();
        return rest.Count <= Limit ? (rest, End) : (rest.GetRange(0, Limit), PageKey.After(order.KeyOf(rest[Limit - 1])));
    }

    private static bool IsStart(RawJson? key) =>
        key is not { Kind: not JsonValueKind.Null } given || (given.TryGetString(out var word) && word is "" or "start");
}
