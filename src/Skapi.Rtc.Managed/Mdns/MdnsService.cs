using System.Net;
using Skapi.Rtc.Managed.Io;

namespace Skapi.Rtc.Managed.Mdns;

/// <summary>Resolves and publishes names over multicast (RFC 6762), for all peers of a transport. Thread-safe.</summary>
/// <remarks>It has a socket only while a name is asked for or published. IPv4 carries it, also for names of IPv6 addresses.</remarks>
/// <param name="interfaces">Returns the addresses of the interfaces to use; null for all that can multicast.</param>
/// <param name="time">The clock; null for the system's.</param>
internal sealed class MdnsService(Func<IReadOnlyList<IPAddress>>? interfaces = null, TimeProvider? time = null)
{
    private const int Port = 5353;
    private static readonly IPEndPoint Group = new(IPAddress.Parse("224.0.0.251"), Port);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly Lock _gate = new();
    private readonly MdnsResolver _resolver = new();
    private readonly MdnsResponder _responder = new();
    private readonly long _startedAt = (time ?? TimeProvider.System).GetTimestamp();
    private MulticastSocket? _socket;
    private ITimer? _timer;

    private TimeSpan Now => _time.GetElapsedTime(_startedAt);

    /// <summary>Asks for the address of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="completed">Called once, on another thread, with the address. Null if nobody answered in time.</param>
    public void Resolve(string name, Action<IPAddress?> completed)
    {
        lock (_gate)
        {
            if (TryOpen() && _resolver.TryAsk(name, Now, completed, out var query))
            {
                if (query is not null)
                    _socket!.Send(query);

                Settle();
                return;
            }

            Settle();
        }

        ThreadPool.UnsafeQueueUserWorkItem(static completed => completed(null), completed, preferLocal: false);
    }

    /// <summary>Answers for a name from now on.</summary>
    /// <returns>False if this machine cannot multicast, so that nobody could resolve the name.</returns>
    public bool TryPublish(string name, IPAddress address)
    {
        lock (_gate)
        {
            if (!TryOpen())
                return false;

            _socket!.Send(_responder.Publish(name, address, Now));
            return true;
        }
    }

    /// <summary>Stops answering for a name.</summary>
    public void Withdraw(string name)
    {
        lock (_gate)
        {
            _responder.Withdraw(name);
            Settle();
        }
    }

    private bool TryOpen()
    {
        if (_socket is { HasEnded: true } broken)
        {
            broken.Dispose();
            _socket = null;
        }

        _socket ??= MulticastSocket.TryOpen(Group, interfaces?.Invoke() ?? MulticastSocket.FindInterfaces(), Handle);
        return _socket is not null;
    }

    private void Handle(IPEndPoint from, ReadOnlyMemory<byte> datagram)
    {
        if (!MdnsMessage.TryRead(datagram.Span, out var message))
            return;

        IReadOnlyList<Action> done = [];
        lock (_gate)
        {
            // A response from another port is not one of mDNS (RFC 6762, section 11).
            if (message.IsResponse && from.Port == Port)
                done = _resolver.Handle(message);
            else if (!message.IsResponse)
                Respond(message, from);

            Settle();
        }

        foreach (var call in done)
            call();
    }

    private void Respond(MdnsMessage query, IPEndPoint from)
    {
        var isSimple = from.Port != Port;
        foreach (var response in _responder.Handle(query, isSimple, Now))
        {
            if (isSimple)
                _socket?.SendTo(from, response);
            else
                _socket?.Send(response);
        }
    }

    private void HandleTimeout()
    {
        IReadOnlyList<Action> done;
        lock (_gate)
        {
            done = _resolver.HandleTimeout(Now, query => _socket?.Send(query));
            Settle();
        }

        foreach (var call in done)
            call();
    }

    // Sets the timer, and closes the socket if nothing needs it any more.
    private void Settle()
    {
        if (_resolver.NextTimeout is { } due)
        {
            _timer ??= _time.CreateTimer(_ => HandleTimeout(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(due > Now ? due - Now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            return;
        }

        _timer?.Dispose();
        _timer = null;
        if (!_responder.IsEmpty)
            return;

        _socket?.Dispose();
        _socket = null;
    }
}
