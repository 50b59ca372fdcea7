using System.Diagnostics.CodeAnalysis;
using System.Net;
using Skapi.Rtc.Managed.Crypto;

namespace Skapi.Rtc.Managed.Mdns;

/// <summary>The names of one peer: those that hide its addresses, and those of the other side that are being resolved.</summary>
/// <param name="service">Resolves and publishes names; null to do neither.</param>
internal sealed class HiddenAddresses(MdnsService? service) : IDisposable
{
    // The other side chooses the names, and each costs a few multicast datagrams. All peers of a transport share the names that can be
    // asked for at once, so that one peer must not have them all.
    private const int MaxRemoteNames = 16;
    private const int MaxLookups = 8;

    private readonly Dictionary<IPAddress, string> _names = [];
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IPAddress> _found = new(StringComparer.OrdinalIgnoreCase);
    private int _resolving;

    /// <summary>Whether a name is being resolved.</summary>
    public bool IsResolving => _resolving > 0;

    /// <summary>Returns the name that an address of this machine hides behind. It stays the same as long as the peer lives.</summary>
    /// <returns>False if names cannot be published, so that the address must not be told.</returns>
    public bool TryHide(IPAddress address, IRandomSource random, [NotNullWhen(true)] out string? name)
    {
        if (_names.TryGetValue(address, out name))
            return true;

        name = MdnsName.Create(random);
        if (service is null || !service.TryPublish(name, address))
            return false;

        _names[address] = name;
        return true;
    }

    /// <summary>Finds the address of a name of the other side that was resolved before.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out IPAddress? address) => _found.TryGetValue(name, out address);

    /// <summary>Resolves a name of the other side, if it is one that hides an address. Others are ignored.</summary>
    /// <param name="name">The name.</param>
    /// <param name="completed">Called once, on another thread; then call <see cref="OnResolved"/>.</param>
    public void Resolve(string name, Action<IPAddress?> completed)
    {
        if (service is null || !MdnsName.IsHidden(name) || _resolving == MaxLookups
            || (_asked.Count >= MaxRemoteNames && !_asked.Contains(name)))
            return;

        _asked.Add(name);
        _resolving++;
        service.Resolve(name, completed);
    }

    /// <summary>Ends a lookup.</summary>
    /// <param name="name">The name.</param>
    /// <param name="address">Its address, or null if nobody answered.</param>
    public void OnResolved(string name, IPAddress? address)
    {
        _resolving--;
        if (address is not null)
            _found[name] = address;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var name in _names.Values)
            service!.Withdraw(name);

        _names.Clear();
    }
}
