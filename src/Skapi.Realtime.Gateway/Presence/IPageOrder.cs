namespace Skapi.Realtime.Gateway.Presence;

/// <summary>An order of entries in which a page can end at one entry and the next begin after it, though entries come and go between.</summary>
internal interface IPageOrder<T> : IComparer<T>
{
    /// <summary>The position of an entry, as a text for a start key.</summary>
    string KeyOf(T entry);

    /// <summary>Reads a position back as the entry it was made of.</summary>
    bool TryParseKey(string key, out T entry);
}
