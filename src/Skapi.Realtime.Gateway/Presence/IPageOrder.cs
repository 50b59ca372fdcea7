namespace Skapi.Realtime.Gateway.Presence;

/// <summary>An order of entries in which a page can end at one entry and the next begin after it, though entries come and go between.</summary>
internal interface IPageOrder<T> : IComparer<T>
{
    /// <summary>The start key of the page that follows an entry.</summary>
    string KeyOf(T entry);

    /// <summary>Reads a start key back as the position of the entry it was made of.</summary>
    bool TryParseKey(string key, out T entry);
}
