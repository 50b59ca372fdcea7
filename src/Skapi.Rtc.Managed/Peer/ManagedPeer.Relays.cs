using System.Net;
using System.Net.Security;
using Skapi.Rtc.Managed.Core;
using Skapi.Rtc.Managed.Io;
using Skapi.Rtc.Managed.Turn;
using Skapi.Rtc.Transport;

namespace Skapi.Rtc.Managed.Peer;

/// <content>The streams to TURN servers, and what servers refuse.</content>
internal sealed partial class ManagedPeer : IStreamHandler
{
    private readonly Dictionary<TurnClient, StreamConnection> _streams = [];

    /// <inheritdoc/>
    void IPeerCoreListener.OnRelayFailed(TurnServer server, IPEndPoint? from, int code, string reason) => Raise(
        new PeerEvent.IceCandidateFailed((ushort)code, reason, server.Url, _settings.HidesAddresses ? null : from?.ToString()));

    /// <inheritdoc/>
    /// <remarks>A read of several datagrams of a TURN server cannot be split where media flow, so there is no coalescing.</remarks>
    IPEndPoint? IPeerCoreListener.OpenRelaySocket(IPEndPoint host)
    {
        if (DatagramSocket.TryOpen(host.Address, this, usesOffload: false) is not { } socket)
            return null;

        _sockets.Add(socket);
        return socket.LocalEndPoint;
    }

    /// <inheritdoc/>
    void IPeerCoreListener.OpenStream(TurnClient client)
    {
        var tls = client.Server.Transport != TurnTransport.Tls ? null : new SslClientAuthenticationOptions
        {
            TargetHost = client.Server.Host,
            RemoteCertificateValidationCallback = _settings.CertificateValidation,
        };
        _streams[client] = StreamConnection.Open(client.Server.Address, tls, this);
    }

    /// <inheritdoc/>
    void IPeerCoreListener.SendStream(TurnClient client, ReadOnlySpan<byte> bytes)
    {
        if (!_streams.TryGetValue(client, out var stream))
            return;

        _packetsSent++;
        _bytesSent += bytes.Length;
        stream.Send(bytes);
        CanSend &= !stream.IsBlocked;
    }

    /// <inheritdoc/>
    void IPeerCoreListener.CloseStream(TurnClient client)
    {
        if (_streams.Remove(client, out var stream))
            stream.Dispose();
    }

    /// <inheritdoc/>
    void IStreamHandler.HandleConnected(StreamConnection connection) =>
        HandleStream(connection, (client, now) => _core.OnStreamConnected(client, now));

    /// <inheritdoc/>
    void IStreamHandler.HandleClosed(StreamConnection connection, string reason) =>
        HandleStream(connection, (client, now) => _core.OnStreamClosed(client, $"The connection to the TURN server failed. {reason}", now));

    /// <inheritdoc/>
    void IStreamHandler.HandleWritable(StreamConnection connection) => HandleStream(connection, static (_, _) => { });

    /// <inheritdoc/>
    void IStreamHandler.HandleBytes(StreamConnection connection, ReadOnlySpan<byte> bytes)
    {
        lock (Gate)
        {
            if (_isDisposed || _hasFaulted || ClientOf(connection) is not { } client)
                return;

            try
            {
                _packetsReceived++;
                _bytesReceived += bytes.Length;
                _core.HandleStream(client, bytes, Now);
            }
            catch (Exception error)
            {
                FailPeer(error);
                return;
            }

            Flush();
        }
    }

    private void HandleStream(StreamConnection connection, Action<TurnClient, TimeSpan> handle) => HandleInput(() =>
    {
        if (ClientOf(connection) is { } client)
            handle(client, Now);
    });

    private TurnClient? ClientOf(StreamConnection connection)
    {
        foreach (var (client, stream) in _streams)
        {
            if (stream == connection)
                return client;
        }

        return null;
    }

    private void CloseStreams()
    {
        foreach (var stream in _streams.Values)
            stream.Dispose();

        _streams.Clear();
    }
}
