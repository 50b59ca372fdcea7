using System.Net;
using System.Net.NetworkInformation;
using System.Threading.Channels;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Realtime;

/// <summary>The addresses of a machine, which a test changes.</summary>
internal sealed class FakeNetwork(params string[] addresses) : INetworkWatch
{
    private readonly Lock _gate = new();
    private readonly List<Action> _handlers = [];
    private readonly Channel<bool> _questions = Channel.CreateUnbounded<bool>();
    private IPAddress[] _addresses = Parse(addresses);

    /// <summary>Whether the system cannot list its interfaces.</summary>
    public bool IsUnreadable { get; set; }

    /// <summary>Whether the system reports no changes.</summary>
    public bool IsUnwatchable { get; init; }

    /// <summary>The number of connections that watch the network.</summary>
    public int Watchers
    {
        get
        {
            lock (_gate)
                return _handlers.Count;
        }
    }

    /// <summary>Changes the addresses, and reports it.</summary>
    public void Change(params string[] present)
    {
        Action[] handlers;
        lock (_gate)
        {
            _addresses = Parse(present);
            handlers = [.. _handlers];
        }

        foreach (var handler in handlers)
            handler();
    }

    /// <summary>Waits until the addresses are asked for. Each question counts once.</summary>
    public Task AskedAsync() => _questions.Reader.ReadAsync().AsTask().OrHang();

    public IReadOnlyCollection<IPAddress> FindAddresses()
    {
        _questions.Writer.TryWrite(true);
        lock (_gate)
            return IsUnreadable ? throw new NetworkInformationException() : _addresses;
    }

    public IDisposable Watch(Action changed)
    {
        if (IsUnwatchable)
            throw new NetworkInformationException();

        lock (_gate)
            _handlers.Add(changed);
        return new Registration(this, changed);
    }

    private static IPAddress[] Parse(string[] texts) => [IPAddress.Loopback, .. texts.Select(IPAddress.Parse)];

    private sealed class Registration(FakeNetwork network, Action changed) : IDisposable
    {
        public void Dispose()
        {
            lock (network._gate)
                network._handlers.Remove(changed);
        }
    }
}
