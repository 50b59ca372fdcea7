using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Skapi.Protocol;
using Skapi.Rtc.Conformance;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Tests.Peer;

/// <summary>Logs are kept and passed on, so no address of either side gets into them.</summary>
public class LogTests
{
    [Fact]
    public async Task No_address_is_logged()
    {
        var log = new LogLines();
        var options = new RtcPeerOptions
        {
            LoggerFactory = log,
            IceServers = [new IceServer { Urls = ["stun:127.0.0.1:9", "stun:no-such-server.invalid"] }],
        };
        var transport = new ManagedTransport(new ManagedTransportOptions { LocalAddresses = LocalAddressPolicy.All });

        // A connection with a candidate that cannot be read, its failure by the wrong certificate, and its end.
        await using (var pair = await PeerPair.CreateAsync(transport, transport, options))
        {
            pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
            await pair.NegotiateAsync(
                offerOnTheWay: offer => offer with { Sdp = $"{offer.Sdp}a=candidate:1 1 udp 1 127.0.0.1 99999 typ host\r\n" });
            await pair.OpenChannelAsync();
        }

        await using (var pair = await PeerPair.CreateAsync(transport, transport, options))
        {
            pair.Offerer.CreateDataChannel(DataChannelOptions.TextChat);
            await pair.NegotiateAsync(onTheWay: WithWrongFingerprint);
            await pair.OffererEvents.WaitForAsync<PeerEvent.ConnectionStateChanged>(
                changed => changed.State == PeerConnectionState.Failed);
        }

        log.All.ShouldNotBeEmpty();
        foreach (var line in log.All)
            Addresses().ShouldAllBe(address => !line.Contains(address, StringComparison.OrdinalIgnoreCase), line);
    }

    private static SessionDescription WithWrongFingerprint(SessionDescription answer)
    {
        var lines = answer.Sdp.Split("\r\n").Select(line => line.StartsWith("a=fingerprint:sha-256 ", StringComparison.Ordinal)
            ? $"a=fingerprint:sha-256 {string.Join(':', Enumerable.Repeat("00", 32))}"
            : line);
        return answer with { Sdp = string.Join("\r\n", lines) };
    }

    private static IEnumerable<string> Addresses() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Where(unicast => unicast.Address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
        .Select(unicast => unicast.Address.ToString());

    private sealed class LogLines : ILoggerFactory, ILogger
    {
        private readonly List<string> _lines = [];

        public IReadOnlyList<string> All
        {
            get
            {
                lock (_lines)
                    return [.. _lines];
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => NullLogger.Instance.BeginScope(state);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
                _lines.Add($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
