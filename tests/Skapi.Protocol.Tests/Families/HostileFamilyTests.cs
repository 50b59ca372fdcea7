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
    // In bytes. The messages are much smaller, and the claimed lengths much larger.
    private const long MaxAllocated = 64 * 1024;

    private static readonly Dictionary<string, IFamily> Families = new(StringComparer.Ordinal)
    {
        ["cloud event"] = new Family<CloudEvent>(
            """{"specversion":"1.0","id":"A","source":"/s","type":"t","data":{"a":[1,{"b":2}]},"traceparent":"00-4b"}"""),
        ["json-rpc"] = new Family<JsonRpc>("""{"jsonrpc":"2.0","id":"7","error":{"code":-32601,"message":"m","data":{"method":"f"}}}"""),
        ["language server"] = new Family<PublishDiagnostics>(
            """{"uri":"u","diagnostics":[{"range":{"start":{"line":1,"character":0},"end":{"line":1,"character":9}},"message":"m"}]}"""),
        ["mqtt"] = new Family<MqttPacket>(
            """{"packet":"publish","publish":{"topic":"a/b","payload":"AQI=","qos":1,"retain":false},"packetId":9}"""),
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
    public void A_message_of_the_family_is_read(string family) => TryRead(family, Families[family].Text).ShouldBeTrue();

    [Fact]
    public void A_lone_surrogate_in_kept_JSON_is_written_back()
    {
        var message = JsonCodec.Decode<CloudEvent>("""{"specversion":"1.0","id":"A","source":"/s","type":"t","data":["\ud800"]}""");

        JsonCodec.EncodeToString(message).ShouldContain("""["\ud800"]""");
    }

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
            TryRead(family, text).ShouldBeFalse(text);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Objects_that_nest_too_deep_are_refused_at_any_place(string family)
    {
        var deep = string.Concat(Enumerable.Repeat("""{"deep":""", 100)) + "1" + new string('}', 100);
        foreach (var text in Families[family].Variants(static _ => true, item => Insert(item, $"\"hostile\":{deep}")))
            TryRead(family, text).ShouldBeFalse(text);
    }

    /// <summary>
    /// RFC 8259 allows its escape sequence (section 8.2). It is kept or skipped where any value is, and refused where a text is decoded.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_lone_surrogate_is_refused_where_a_text_is_decoded(string family)
    {
        const string AnyValue = """[[{"a":1},2,"x",null]]""";
        var places = Families[family].Variants(static _ => true, static item => Insert(item, "\"hostile\":MARK")).ToList();
        places.ShouldNotBeEmpty();
        foreach (var place in places)
        {
            var takesAnyValue = TryRead(family, place.Replace("MARK", AnyValue, StringComparison.Ordinal))
                && TryRead(family, place.Replace("MARK", "\"x\"", StringComparison.Ordinal));
            TryRead(family, place.Replace("MARK", "\"\\ud800\"", StringComparison.Ordinal)).ShouldBe(takesAnyValue, place);
            var named = place.Replace("\"hostile\":MARK", "\"\\ud800\":1", StringComparison.Ordinal);
            TryRead(family, named).ShouldBeFalse(place);
        }

        var first = Families[family].Text;
        var index = first.IndexOf("\":\"", StringComparison.Ordinal) + 3;
        TryRead(family, first.Insert(index, "\\ud800")).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_that_is_cut_off_is_refused_at_any_place(string family)
    {
        var text = Families[family].Text;
        for (var length = 0; length < text.Length; length++)
            TryRead(family, text[..length]).ShouldBeFalse(text[..length]);
    }

    /// <summary>What is accepted is written back, read again as the same message, and survives MessagePack.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_text_with_other_bytes_is_refused_or_survives(string family)
    {
        string[] pieces = ["", "0", "-", "\"", "{", "}", "[", ",", "null", "1e999", "\\u0000", "\u00e9", "9007199254740993"];
        foreach (var changed in ChangesOf(family, pieces.Select(Encoding.UTF8.GetBytes)))
            Families[family].TryRead(changed);
    }

    /// <summary>RFC 8259 has only UTF-8 (section 8.1), also in members that are skipped or kept.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_that_are_not_UTF_8_are_refused_at_any_place(string family)
    {
        // No sequence begins with FF or 80. C0 AF is overlong, E2 82 and F0 9F 98 are cut, ED A0 80 is a surrogate, F4 90 is too large.
        byte[][] pieces =
        [
            [0xFF], [0x80], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xE2, 0x82],
            [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        ];
        foreach (var changed in ChangesOf(family, pieces))
            Families[family].TryRead(changed).ShouldBeFalse(Convert.ToHexString(changed));

        foreach (var place in Families[family].Variants(static _ => true, static item => Insert(item, "\"hostile\":\"?\"")))
        {
            var bytes = Encoding.UTF8.GetBytes(place);
            bytes[bytes.AsSpan().IndexOf("\"?\""u8) + 1] = 0xFF;
            Families[family].TryRead(bytes).ShouldBeFalse(place);
        }
    }

    /// <summary>Only a ProtocolException is thrown, and lengths that the bytes only claim allocate nothing.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void MessagePack_with_other_bytes_is_refused_or_survives(string family)
    {
        // Lengths of 32 bits of strings, binaries, extensions, arrays and maps, the byte that is never used, and small values.
        byte[][] pieces =
        [
            [], [0x00], [0x7F], [0x80], [0x90], [0xA1], [0xC0], [0xC1], [0xCF], [0xFF], [0xDB, 0xFF, 0xFF, 0xFF, 0xFF],
            [0xC6, 0x7F, 0xFF, 0xFF, 0xFF], [0xC9, 0x7F, 0xFF, 0xFF, 0xFF], [0xDD, 0x7F, 0xFF, 0xFF, 0xFF], [0xDF, 0x7F, 0xFF, 0xFF, 0xFF],
        ];
        var packed = Families[family].Packed;
        foreach (var changed in ChangesOf(packed, pieces, family.Length))
            Families[family].ReadPacked(changed).ShouldBeLessThan(MaxAllocated, Convert.ToHexString(changed));
        for (var length = 0; length < packed.Length; length++)
            Families[family].ReadPacked(packed[..length]).ShouldBeLessThan(MaxAllocated);
    }

    private static bool TryRead(string family, string text) => Families[family].TryRead(Encoding.UTF8.GetBytes(text));

    private static IEnumerable<byte[]> ChangesOf(string family, IEnumerable<byte[]> pieces) =>
        ChangesOf(Encoding.UTF8.GetBytes(Families[family].Text), pieces, family.Length);

    /// <summary>The bytes with each piece at each place, in front of a byte or instead of it.</summary>
    private static IEnumerable<byte[]> ChangesOf(byte[] bytes, IEnumerable<byte[]> pieces, int seed)
    {
        var random = new Random(seed);
        foreach (var piece in pieces)
        {
            for (var index = 0; index < bytes.Length; index++)
                yield return [.. bytes.AsSpan(0, index), .. piece, .. bytes.AsSpan(index + random.Next(2))];
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

        /// <summary>The message in MessagePack.</summary>
        byte[] Packed { get; }

        /// <summary>Reads a text; if it is read, checks that the message survives both codecs.</summary>
        bool TryRead(byte[] utf8);

        /// <summary>Reads MessagePack; if it is read, checks that the message survives.</summary>
        /// <returns>The number of bytes that reading allocated.</returns>
        long ReadPacked(byte[] packed);
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

        public byte[] Packed => MessagePackCodec.Encode(JsonCodec.Decode<T>(Text));

        public long ReadPacked(byte[] packed)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var isRead = MessagePackCodec.TryDecode<T>(packed, out var message, out _);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (isRead)
                MessagePackCodec.Decode<T>(MessagePackCodec.Encode(message!)).ShouldBe(message, Convert.ToHexString(packed));
            return allocated;
        }

        public bool TryRead(byte[] utf8)
        {
            var text = Encoding.UTF8.GetString(utf8);
            T message;
            try
            {
                message = JsonCodec.Decode<T>(utf8);
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
