using System.Globalization;
using Skapi.Realtime.Gateway.Relay;

namespace Skapi.Realtime.Gateway.Presence;

/// <summary>The order in which a group's members joined it.</summary>
internal sealed class JoinOrder : IPageOrder<Member>
{
    private const string Prefix = "joined:";

    public static JoinOrder Instance { get; } = new();

    public int Compare(Member? x, Member? y) => Comparer<long?>.Default.Compare(x?.JoinNumber, y?.JoinNumber);

    public string KeyOf(Member entry) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{entry.JoinNumber}");

    public bool TryParseKey(string key, out Member entry)
    {
        var number = 0L;
        var isKey = key.StartsWith(Prefix, StringComparison.Ordinal)
            && long.TryParse(key.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number);
        entry = new Member("", "", number);
        return isKey;
    }
}
