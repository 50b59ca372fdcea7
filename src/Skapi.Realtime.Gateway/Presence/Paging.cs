using System.Text.Json;
using Skapi.Protocol.Json;
using Skapi.Realtime.Gateway.Frames;

namespace Skapi.Realtime.Gateway.Presence;

/// <summary>The page of a list that a request asks for.</summary>
/// <param name="Limit">The maximum number of entries.</param>
/// <param name="StartKey">The start key that the page before returned, or null for the first page.</param>
/// <param name="Ascending">Whether the list ascends.</param>
internal sealed record Paging(int Limit, RawJson? StartKey, bool Ascending)
{
    /// <summary>The start key that says that nothing follows.</summary>
    public static readonly RawJson End = RawJson.FromString("end");

    /// <summary>Whether the page before was the last one.</summary>
    public bool IsPastEnd => StartKey == End;

    /// <summary>Reads the page from the members of a request.</summary>
    /// <exception cref="InvalidQueryException">The limit is out of range.</exception>
    public static Paging From(uint? limit, RawJson? startKey, bool? ascending, int maxLimit)
    {
        if (limit is 0 || limit > maxLimit)
            throw new InvalidQueryException($"“limit” is {limit}; it must be a number from 1 to {maxLimit}.");
        return new Paging((int?)limit ?? maxLimit, IsStart(startKey) ? null : startKey, ascending ?? true);
    }

    /// <summary>Reads the last entry of the page before from the start key.</summary>
    /// <returns>False if this is the first page.</returns>
    /// <exception cref="InvalidQueryException">The start key does not belong to this list.</exception>
    public bool TryGetLast<T>(IPageOrder<T> order, out T? last)
    {
        last = default;
        if (StartKey is not { } key)
            return false;
        if (!PageKey.TryRead(key, out var position) || !order.TryParseKey(position, out last))
        {
            throw new InvalidQueryException(
                $"“startKey” is {Quote.Short(key.ToString())}; it must be the startKey that the page before returned.");
        }

        return true;
    }

    /// <summary>Selects the page from a list. Keeps no more entries than the page has, and sorts only these.</summary>
    /// <returns>The entries, and the start key of the page that follows.</returns>
    /// <exception cref="InvalidQueryException">The start key does not belong to this list.</exception>
    public (IReadOnlyList<T> Entries, RawJson StartKey) Cut<T>(IEnumerable<T> entries, IPageOrder<T> order)
    {
        if (IsPastEnd)
            return ([], End);
        IComparer<T> forward = Ascending ? order : Comparer<T>.Create((x, y) => order.Compare(y, x));
        var isNext = TryGetLast(order, out var last);
        // The heap has the entry that comes last on top, and one entry more than the page, which says whether a page follows.
        var backward = Comparer<T>.Create((x, y) => forward.Compare(y, x));
        var heap = new PriorityQueue<T, T>(backward);
        foreach (var entry in entries)
        {
            if (isNext && forward.Compare(entry, last!) <= 0)
                continue;
            if (heap.Count <= Limit)
                heap.Enqueue(entry, entry);
            else
                heap.EnqueueDequeue(entry, entry);
        }

        var page = new T[heap.Count];
        for (var index = page.Length - 1; index >= 0; index--)
            page[index] = heap.Dequeue();
        return page.Length <= Limit ? (page, End) : (page[..Limit], PageKey.After(order.KeyOf(page[Limit - 1])));
    }

    private static bool IsStart(RawJson? key) =>
        key is not { Kind: not JsonValueKind.Null } given || (given.TryGetString(out var word) && word is "" or "start");
}
