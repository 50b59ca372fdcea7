using Skapi.Rtc.Managed.Crypto;
using Skapi.Rtc.Managed.Dtls;
using Skapi.Rtc.Managed.Dtls.Handshake;
using Skapi.Rtc.Managed.Dtls.Records;
using Skapi.Rtc.Managed.Tests.Simulation;
using Skapi.Rtc.Managed.Wire;
using Skapi.Rtc.Peers;

namespace Skapi.Rtc.Managed.Tests.Dtls;

/// <summary>The other side of a session, which has a proper certificate and keys, and sends whatever a test wants.</summary>
internal sealed class DtlsOpponent : IDtlsListener, IDisposable
{
    private readonly LocalCertificate[] _certificates = DtlsPair.SharedCertificates;
    private readonly RecordLayer _records = new();
    private readonly MessageAssembler _assembler = new();
    private readonly HandshakeProtocol _handshake;

    /// <param name="isClient">Whether the opponent is the client. The session that it talks to has the other role.</param>
    public DtlsOpponent(bool isClient)
    {
        DtlsOptions Options(int own, bool asClient) => new()
        {
            IsClient = asClient,
            Certificate = _certificates[own],
            IsTrusted = certificate => certificate.Span.SequenceEqual(_certificates[1 - own].Encoded.Span),
            Random = new SeededRandom(own),
        };

        _handshake = isClient ? new ClientHandshake(Options(0, true), _records) : new ServerHandshake(Options(0, false), _records);
        Session = new DtlsSession(Options(1, !isClient), this);
    }

    /// <summary>The session under attack.</summary>
    public DtlsSession Session { get; }

    /// <summary>What the session received.</summary>
    public List<string> Received { get; } = [];

    /// <summary>The datagrams that the session sent since the handshake was complete.</summary>
    public int Answers { get; private set; }

    /// <summary>Which records of the handshake the opponent sends; by default all.</summary>
    public Func<RecordHeader, bool> Sends { get; set; } = _ => true;

    /// <summary>Exchanges messages until neither side has anything to say.</summary>
    public void Shake()
    {
        Session.Start(TimeSpan.Zero);
        _handshake.Start();
        if (_handshake.Flight is not null)
            SendFlight();

        HandleAnswers();
    }

    /// <summary>Sends a record in plain text.</summary>
    public void SendPlain(ContentType type, ReadOnlySpan<byte> content) => Send(type, 0, content);

    /// <summary>Sends a record under the keys of the session.</summary>
    public void SendProtected(ContentType type, ReadOnlySpan<byte> content) => Send(type, RecordLayer.ProtectedEpoch, content);

    /// <summary>Builds a handshake message in one fragment.</summary>
    public static byte[] Message(HandshakeType type, ushort sequence, ReadOnlySpan<byte> body)
    {
        var bytes = new byte[HandshakeHeader.Size + body.Length];
        var writer = new WireWriter(bytes);
        new HandshakeHeader(type, body.Length, sequence, 0, body.Length).Write(ref writer);
        writer.WriteBytes(body);
        return bytes;
    }

    public void OnApplicationData(ReadOnlySpan<byte> data) => Received.Add(System.Text.Encoding.UTF8.GetString(data));

    public void Dispose()
    {
        Session.Dispose();
        _handshake.Dispose();
        _records.Dispose();
    }

    private void Send(ContentType type, ushort epoch, ReadOnlySpan<byte> content)
    {
        var record = new byte[RecordLayer.Overhead(epoch) + content.Length];
        _records.Write(type, epoch, content, record);
        Session.HandleDatagram(record, TimeSpan.Zero);
        HandleAnswers();
    }

    private void SendFlight()
    {
        var datagrams = new Queue<byte[]>();
        _handshake.Flight!.Send(_records, 1200, datagrams);
        foreach (var datagram in datagrams)
        {
            ReadOnlySpan<byte> rest = datagram;
            while (RecordHeader.TryRead(ref rest, out var header, out var body))
            {
                var size = RecordHeader.Size + body.Length;
                if (Sends(header))
                    Session.HandleDatagram(datagram.AsSpan(datagram.Length - rest.Length - size, size).ToArray(), TimeSpan.Zero);
            }
        }
    }

    private void HandleAnswers()
    {
        while (Session.TryTakeDatagram(out var datagram))
        {
            Answers += Session.State == DtlsTransportState.Connected && _handshake.IsComplete ? 1 : 0;
            var rest = datagram.Span;
            while (RecordHeader.TryRead(ref rest, out var header, out var body))
            {
                if (header.Type == ContentType.Handshake && _records.TryOpen(header, body.ToArray(), out var content))
                    HandleHandshake(header.Epoch, content);
            }
        }
    }

    private void HandleHandshake(ushort epoch, ReadOnlySpan<byte> content)
    {
        var reader = new WireReader(content);
        while (reader.Remaining > 0 && HandshakeHeader.TryRead(ref reader, out var header))
            _assembler.Add(header, epoch, reader.ReadBytes(header.FragmentLength));

        while (_assembler.TryTake(out var message))
        {
            var flights = _handshake.Flights;
            _handshake.Handle(message);
            if (_handshake.Flights != flights)
                SendFlight();
        }
    }
}
