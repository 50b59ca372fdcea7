using System.Globalization;

namespace Skapi.Rtc.InMemory;

/// <summary>The ICE user fragments of one peer in memory: a new one for each restart.</summary>
internal sealed class IceCredentials
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly string _first;
    private string _current;
    private string? _next;

    public IceCredentials(string first)
    {
        _first = _current = first;
        _known.Add(first);
    }

    /// <summary>The fragment of the next description.</summary>
    public string ForDescription => _next ?? _current;

    /// <summary>Whether a restart was requested and is not negotiated yet.</summary>
    public bool IsRestarting => _next is not null;

    public bool Contains(string? ufrag) => ufrag is not null && _known.Contains(ufrag);

    /// <summary>Prepares new credentials, unless there are some already.</summary>
    public string Restart()
    {
        if (_next is null)
            _known.Add(_next = string.Create(CultureInfo.InvariantCulture, $"{_first}.{_known.Count}"));

        return _next;
    }

    /// <summary>A negotiation has completed with this fragment.</summary>
    public void Settle(string ufrag)
    {
        _current = ufrag;
        if (_next == ufrag)
            _next = null;
    }
}
