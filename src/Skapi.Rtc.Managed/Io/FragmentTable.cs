using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Io;

/// <summary>Finds the peer of a STUN request by the user name fragment (RFC 8445, section 7.2.2). Not thread-safe.</summary>
/// <typeparam name="T">What stands for a peer.</typeparam>
internal sealed class FragmentTable<T>
    where T : class
{
    private const int MaxFragment = 256;

    private readonly Dictionary<string, T> _peers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public FragmentTable() => _lookup = _peers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds a fragment.</summary>
    /// <returns>False if a peer has it already.</returns>
    public bool TryAdd(string fragment, T peer) => _peers.TryAdd(fragment, peer);

    /// <summary>Removes a fragment.</summary>
    public void Remove(string fragment) => _peers.Remove(fragment);

    /// <summary>Finds the peer that a request names: the user name is the receiver's fragment, a colon and the sender's.</summary>
    public T? Find(in StunMessage request)
    {
        if (!request.TryFind(StunAttribute.Username, out var name)
            || name.IndexOf((byte)':') is not (> 0 and <= MaxFragment and var length))
            return null;

        Span<char> text = stackalloc char[length];
        for (var i = 0; i < length; i++)
            text[i] = (char)name[i];

        return _lookup.TryGetValue(text, out var peer) ? peer : null;
    }
}
