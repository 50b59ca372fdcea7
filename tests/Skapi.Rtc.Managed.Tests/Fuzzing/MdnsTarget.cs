using System.Net;
using Skapi.Rtc.Managed.Mdns;

namespace Skapi.Rtc.Managed.Tests.Fuzzing;

/// <summary>Multicast DNS messages of anybody on the network: queries for a published name, and responses for another one.</summary>
internal sealed class MdnsTarget : IFuzzTarget
{
    private const string Published = "f81d4fae-7dec-41d0-a765-00a0c91e6bf6.local";
    private const string Asked = "00000000-0000-4000-8000-000000000000.local";

    public void Run(ReadOnlySpan<byte> input)
    {
        var (resolver, responder) = (new MdnsResolver(), new MdnsResponder());
        responder.Publish(Published, IPAddress.Loopback, TimeSpan.Zero);
        resolver.TryAsk(Asked, TimeSpan.Zero, static _ => { }, out _);
        if (!MdnsMessage.TryRead(input, out var message))
            return;

        foreach (var call in resolver.Handle(message))
            call();

        // A query cannot make this side send much more than it brings.
        if (responder.Handle(message, isSimple: false, TimeSpan.FromHours(1)).Count > 1)
            throw new InvalidOperationException("One message brought more than one response for a name.");

        responder.Handle(message, isSimple: true, TimeSpan.FromHours(2));
    }

    public IEnumerable<byte[]> CreateSeeds()
    {
        yield return MdnsMessageWriter.WriteQuery(Published);
        yield return MdnsMessageWriter.WriteResponse(Asked, IPAddress.Loopback);
        yield return MdnsMessageWriter.WriteResponse(Asked, IPAddress.IPv6Loopback);
        yield return MdnsMessageWriter.WriteSimpleResponse(7, new MdnsQuestion(Asked, MdnsRecordType.Any), IPAddress.Loopback);
    }
}
