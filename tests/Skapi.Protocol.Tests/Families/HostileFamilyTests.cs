using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Tests.Families.Payments;

namespace Skapi.Protocol.Tests.Families;

/// <summary>The message families of other protocols, as a hostile peer sends them.</summary>
public sealed class HostileFamilyTests
{
    private static readonly Dictionary<string, IFamily> Families = new(StringComparer.Ordinal)
    {
        ["cloud event"] = new Family<CloudEvent>(
            """{"specversion":"1.0","id":"A","source":"/s","type":"t","data":{"a":[1,{"b":2}]},"traceparent":"00-4b"}"""),
        ["json-rpc"] = new Family<JsonRpc>("""{"jsonrpc":"2.0","id":"7","error":{"code":-32601,"message":"m","data":{"method":"f"}}}"""),
        ["language server"] = new Family<PublishDiagnostics>(
            """{"uri":"u","diagnostics":[{"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":9}},"message":"m"}]}"""),
        ["mqtt"] = new Family<MqttPacket>("""{"packet":"publish","publish":{"topic":"a/b","payload":"AQI=","qos":1},"packetId":9}"""),
        ["statistics"] = new Family<Stats>(
            """
            {"type":"candidate-pair","id":"CP1","timestamp":1700000000000.5,"localCandidateId":"a","remoteCandidateId":"b","state":"failed"}
            """),
        ["chat"] = new Family<ChatMessage>(
            """
            {"type":"message","id":"f81d4fae-7dec-11d0-a765-00a0c91e6bf6","message":"hi","author":{"author":"ann"},
            "at":"2024-01-01T00:00:00.000Z","attachments":[{"name":"a","size":"18446744073709551615","value":""}]}
            """),
        ["logs"] = new Family<LogsData>(
            """
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1","severityNumber":10,
            "body":{"arrayValue":{"values":[{"intValue":"-9007199254740993"}]}}}]}]}]}
            """),
        ["geojson"] = new Family<GeoJson>(
            """
            {"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[100,0.5],[1,0]]]},
            "properties":{"name":"a"},"id":"f1"}]}
            """),
        ["signal"] = new Family<RtcSignal>("""{"candidate":{"candidate":"candidate:1","sdpMid":"0","sdpMLineIndex":0},"restart":false}"""),
        ["payment"] = new Family<PaymentEvent>(
            """
            {"event":"failed","payment":{"id":"f81d4fae-7dec-11d0-a765-00a0c91e6bf6","amount":{"amount":"12.50","currency":"EUR"},
            "due":"2024-02-29","3ds":true,"limits":[],"metadata":{"order":"6735"}},"error":{"error":"card_declined"}}
            """),
        ["package.json"] = new Family<Package>(
            """{"name":"a","version":"1","exports":{".":{"import":"./a.mjs"}},"scripts":{"build":"tsc"},"bin":"./cli.js"}"""),
        ["webhook"] = new Family<IssuesEvent>(
            """
            {"action":"opened","issue":{"id":9007199254740993,"number":1,"title":"t","user":{"login":"o","id":1,"type":"User"},
            "labels":[{"name":"bug","color":"d"}],"state":"open","created_at":"2024-01-01T00:00:00.000Z","closed_at":null,
            "reactions":{"url":"u","total_count":3,"+1":2,"-1":1,"laugh":0}},"sender":{"login":"o","id":1,"type":"User"}}
            """),
    };

    public static TheoryData<string> Names => [.. Families.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_member_that_is_there_twice_is_refused_at_any_place(string family)
    {
        foreach (var text in Families[family].Variants(static item => item.Count > 0, static item =>
        {
            var (name, value) = item.First();
            return $"{item.ToJsonString()[..^1]},{JsonSerializer.Serialize(name)}:{value?.ToJsonString() ?? "null"}}}";
        }))
        {
            Families[family].TryRead(text).ShouldBeFalse(text);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Objects_that_nest_too_deep_are_refused_at_any_place(string family)
    {
        var deep = string.Concat(Enumerable.Repeat("""{"deep":""", 100)) + "1" + new string('}', 100);
        foreach (var text in Families[family].Variants(static _ => true, item => Insert(item, $"\"hostile\":{deep}")))
            Families[family].TryRead(text).ShouldBeFalse(text);
    }

    /// <summary>RFC 8259 allows its escape sequence (section 8.2), so it is kept as it is where a text is kept or skipped.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_lone_surrogate_is_refused_or_survives_at_any_place(string family)
    {
        foreach (var member in new[] { "\"hostile\":\"\\ud800\"", "\"\\ud800\":1", "\"\\ud800\":1,\"\\ud800\":2" })
        {
            foreach (var text in Families[family].Variants(static _ => true, item => Insert(item, member)))
                Families[family].TryRead(text);
        }

        var first = Families[family].Text;
        var index = first.IndexOf("\":\"", StringComparison.Ordinal) + 3;
        Families[family].TryRead(first.Insert(index, "\\ud800")).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_that_is_cut_off_is_refused_at_any_place(string family)
    {
        var text = Families[family].Text;
        for (var length = 0; length < text.Length; length++)
            Families[family].TryRead(text[..length]).ShouldBeFalse(text[..length]);
    }

    /// <summary>What is accepted is written back, read again as the same message, and survives MessagePack.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_with_other_bytes_is_refused_or_survives(string family)
    {
        var random = new Random(family.Length);
        var text = Encoding.UTF8.GetBytes(Families[family].Text);
        foreach (var piece in new[] { "", "0", "-", "\"", "{", "}", "[", ",", "null", "1e999", "\\u0000", "\u00e9", "9007199254740993" })
        {
            for (var index = 0; index < text.Length; index++)
            {
                byte[] changed = [.. text.AsSpan(0, index), .. Encoding.UTF8.GetBytes(piece), .. text.AsSpan(index + random.Next(2))];
                Families[family].TryRead(Encoding.UTF8.GetString(changed));
            }
        }
    }

    private static string Insert(JsonObject item, string member)
    {
        var text = item.ToJsonString();
        return item.Count == 0 ? $"{{{member}}}" : $"{text[..^1]},{member}}}";
    }

    private interface IFamily
    {
        string Text { get; }

        /// <summary>The text, once for each object in it that is replaced by another text.</summary>
        IEnumerable<string> Variants(Func<JsonObject, bool> where, Func<JsonObject, string> replace);

        /// <summary>Reads a text; if it is read, checks that the message survives both codecs.</summary>
        bool TryRead(string text);
    }

    private sealed class Family<T>(string text) : IFamily
        where T : class, IJsonMessage<T>, IMessagePackMessage<T>
    {
        public string Text { get; } = text.ReplaceLineEndings("");

        public IEnumerable<string> Variants(Func<JsonObject, bool> where, Func<JsonObject, string> replace)
        {
            const string Mark = "the object that is replaced";
            var count = ObjectsIn(JsonNode.Parse(Text)!).Count();
            for (var index = 0; index < count; index++)
            {
                var root = JsonNode.Parse(Text)!;
                var item = ObjectsIn(root).ElementAt(index);
                if (!where(item))
                    continue;

                var replacement = replace(item);
                if (index == 0)
                {
                    yield return replacement;
                    continue;
                }

                item.ReplaceWith(Mark);
                yield return root.ToJsonString().Replace($"\"{Mark}\"", replacement, StringComparison.Ordinal);
            }
        }

        public bool TryRead(string text)
        {
            T message;
            try
            {
                message = JsonCodec.Decode<T>(text);
            }
            catch (ProtocolException)
            {
                return false;
            }

            JsonCodec.Decode<T>(JsonCodec.EncodeToString(message)).ShouldBe(message, text);
            var packed = MessagePackCodec.Decode<T>(MessagePackCodec.Encode(message));
            JsonCodec.Decode<T>(JsonCodec.EncodeToString(packed)).ShouldBe(packed, text);
            JsonSerializer.Deserialize<T>(text).ShouldBe(message, text);
            return true;
        }

        private static IEnumerable<JsonObject> ObjectsIn(JsonNode? node) => node switch
        {
            JsonObject item => item.SelectMany(static member => ObjectsIn(member.Value)).Prepend(item),
            JsonArray items => items.SelectMany(ObjectsIn),
            _ => [],
        };
    }
}
