namespace Skapi.Realtime.Gateway.Presence;

/// <summary>
/// An order of entries. A page ends at an entry and the next page begins after it, even if entries come and go between the two requests.
/// </summary>
/// <typeparam name="T">The entries.</typeparam>
internal interface IPageOrder<T> : IComparer<T>
{
    /// <summary>Returns the position of an entry, as a text for a start key.</summary>
    string KeyOf(T entry);

    /// <summary>Reads a position. The entry has only the parts that the order compares.</summary>
    bool TryParseKey(string key, out T entry);
}
