using System.Text.Json.Nodes;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Schemas;
using Skapi.Protocol.Tests.Families.Payments;
using Skapi.Testing;

namespace Skapi.Protocol.Tests.Families;

/// <summary>Message families of other protocols. None of their schemas renames anything by hand.</summary>
public sealed class FamilyTests
{
    [Fact]
    public void A_cloud_event() => Survives<CloudEvent>(
        """
        {"specversion":"1.0","id":"A234","source":"/mycontext","type":"com.example.someevent",
        "datacontenttype":"application/json","subject":"s","time":"2018-04-05T17:31:00.000Z","data":{"appinfoA":"abc","n":1.50},
        "traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}
        """);

    [Fact]
    public void A_response_of_json_rpc() => Survives<JsonRpc>(
        """
        {"jsonrpc":"2.0","id":"7","error":{"code":-32601,"message":"Method not found","data":{"method":"foobar"}}}
        """);

    [Fact]
    public void A_notification_of_a_language_server() => Survives<PublishDiagnostics>(
        """
        {"uri":"file:///a.cs","diagnostics":[{"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":9}},
        "message":"m","severity":1,"code":"CS0103","tags":[1],"relatedInformation":[{"location":{"uri":"file:///b.cs",
        "range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}}},"message":"r"}]}],"version":3}
        """);

    [Fact]
    public void A_webhook_of_github() => Survives<IssuesEvent>(
        """
        {"action":"opened","issue":{"id":9007199254740993,"number":1,"title":"t","user":{"login":"octocat","id":1,
        "type":"User"},"labels":[{"name":"bug","color":"d73a4a"}],"state":"open","created_at":"2024-01-01T00:00:00.000Z",
        "closed_at":null,"reactions":{"url":"u","total_count":3,"+1":2,"-1":1,"laugh":0}},"sender":{"login":"octocat","id":1,
        "type":"User"}}
        """);

    [Fact]
    public void A_packet_of_mqtt() => Survives<MqttPacket>(
        """
        {"packet":"publish","publish":{"topic":"a/b","payload":"AQI=","qos":1,"retain":true,"properties":{"content-type":"x"}},
        "packetId":9}
        """);

    [Fact]
    public void Statistics_of_webrtc() => Survives<Stats>(
        """
        {"type":"candidate-pair","id":"CP1","timestamp":1700000000000.5,"localCandidateId":"a","remoteCandidateId":"b",
        "state":"in-progress","nominated":true,"currentRoundTripTime":0.012,"bytesSent":9007199254740991}
        """);

    [Fact]
    public void A_message_of_a_chat() => Survives<ChatMessage>(
        """
        {"type":"message","id":"f81d4fae-7dec-11d0-a765-00a0c91e6bf6","message":"hi 😀","author":{"author":"ann"},
        "at":"2024-01-01T00:00:00.000Z","attachments":[{"name":"a","size":"18446744073709551615","value":""}],
        "reactions":{"👍":["bob"]}}
        """);

    [Fact]
    public void Logs_of_opentelemetry() => Survives<LogsData>(
        """
        {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1544712660300000000","severityNumber":10,
        "body":{"stringValue":"Example"},"severityText":"Information","attributes":[{"key":"n",
        "value":{"intValue":"-9007199254740993"}},{"key":"l","value":{"arrayValue":{"values":[{"boolValue":true}]}}}],
        "traceId":"5B8EFFF798038103D269B633813FC60C"}],"scope":{"name":"my.library","version":"1.0.0"}}],
        "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"my.service"}}]}}]}
        """);

    [Fact]
    public void A_feature_collection_of_geojson() => Survives<GeoJson>(
        """
        {"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[100,0.5],[101,
        0],[100,0.5]]]},"properties":{"name":"a"},"id":"f1","title":"kept"},{"type":"Feature","geometry":null,
        "properties":null}]}
        """);

    [Fact]
    public void A_signal_of_a_call() => Survives<RtcSignal>(
        """
        {"candidate":{"candidate":"candidate:1 1 udp 2122260223 192.0.2.1 61665 typ host","sdpMid":"0","sdpMLineIndex":0},
        "restart":false}
        """);

    [Fact]
    public void An_event_of_a_payment() => Survives<PaymentEvent>(
        """
        {"event":"failed","payment":{"id":"f81d4fae-7dec-11d0-a765-00a0c91e6bf6","amount":{"amount":"12.50","currency":"EUR"},
        "due":"2024-02-29","3ds":true,"limits":[{"limit":{"amount":"1000.00","currency":"EUR"},"period":"P30D"}],
        "metadata":{"order":"6735"}},"error":{"error":"card_declined","decline_code":"lost_card"}}
        """);

    [Fact]
    public void A_package_json_of_npm() => Survives<Package>(
        """
        {"name":"@a/b","version":"1.0.0","type":"module","private":true,"exports":{".":{"import":"./a.mjs"}},"files":["dist"],
        "scripts":{"build:all":"tsc -b"},"dependencies":{"left-pad":"^1.3.0"},"engines":{"node":">=20"},"bin":"./cli.js",
        "workspaces":["packages/*"]}
        """);

    [Fact]
    public void No_schema_gives_a_name_by_hand()
    {
        var schemas = Directory.GetFiles(Repository.PathOf("tests/Skapi.Protocol.Tests/Families"), "*.json");

        schemas.Length.ShouldBe(12);
        schemas.Where(static path => Contains(JsonNode.Parse(File.ReadAllText(path))!)).ShouldBeEmpty();
    }

    private static bool Contains(JsonNode node) => node switch
    {
        JsonObject schema => schema["metadata"] is JsonObject metadata && metadata["name"] is JsonValue
            || schema.Any(static member => member.Value is not null && Contains(member.Value)),
        JsonArray items => items.Any(static item => item is not null && Contains(item)),
        _ => false,
    };

    /// <summary>Validates, decodes and encodes a message with both codecs. The text is compact but for its line ends.</summary>
    private static void Survives<T>(string lines)
        where T : IJsonMessage<T>, IMessagePackMessage<T>, IValidatedMessage<T>
    {
        var json = lines.ReplaceLineEndings("");
        Schema.Of<T>().Validate(json).Errors.ShouldBeEmpty();
        var message = JsonCodec.Decode<T>(json);

        JsonCodec.EncodeToString(message).ShouldBe(json);
        MessagePackCodec.Decode<T>(MessagePackCodec.Encode(message)).ShouldBe(message);
    }
}
