using MessagePack;
using MessagePack.Resolvers;
using Skapi.Protocol;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;

namespace Skapi.Bridges.MessagePack.Tests;

/// <summary>A class of the app's own holds emitted messages and the types that they are made of.</summary>
public sealed class CollectionTests
{
    private static readonly MessagePackSerializerOptions Options =
        MessagePackSerializerOptions.Standard.WithResolver(CompositeResolver.Create(ProtocolResolver.Instance, StandardResolver.Instance));

    [Fact]
    public void A_class_of_the_app_holds_every_type_that_a_message_is_made_of()
    {
        var board = new Board
        {
            Events = [Examples.Message, Examples.Candidate],
            Members = new Dictionary<string, RtcEvent> { ["b"] = Examples.Candidate, ["a"] = Examples.Message }.ToEquatableDictionary(),
            Content = RawJson.Parse("""{"a":[1,"é"]}"""),
            Numbers = [1, -200, 70000],
            Nested = [["x"], [], ["y", "z"]],
            Notes = [new() { Text = "first" }],
        };

        var read = MessagePackSerializer.Deserialize<Board>(MessagePackSerializer.Serialize(board, Options), Options);

        read.Events.ShouldBe(board.Events);
        read.Members.ShouldBe(board.Members);
        read.Members!.Keys.ShouldBe(["b", "a"]);
        read.Content.ShouldBe(board.Content);
        read.Numbers.ShouldBe(board.Numbers);
        read.Nested.ShouldBe(board.Nested);
        read.Notes.ShouldHaveSingleItem().Text.ShouldBe("first");
        read.Nothing.ShouldBeNull();
    }

    [Fact]
    public void The_values_that_default_stands_for_are_read_back()
    {
        var read = MessagePackSerializer.Deserialize<Board>(MessagePackSerializer.Serialize(new Board(), Options), Options);

        read.Events.Count.ShouldBe(0);
        read.Members.ShouldBeNull();
        read.Content.ShouldBe(RawJson.Parse("null"));
    }

    [Fact]
    public void A_list_of_messages_has_the_bytes_of_the_codec()
    {
        var groups = new GroupsResponse
        {
            List = [new() { QualifiedGroup = "lobby", NumberOfUsers = 3 }, new() { QualifiedGroup = "안녕", NumberOfUsers = 300 }],
            StartKey = RawJson.Parse("7")
        };

        byte[] packed =
        [
            0x92,
            .. MessagePackSerializer.Serialize(groups.List, Options),
            .. MessagePackSerializer.Serialize(groups.StartKey, Options),
        ];

        packed.ShouldBe(MessagePackCodec.Encode(groups));
    }

    [Fact]
    public void A_count_that_the_bytes_cannot_hold_is_refused_before_anything_is_made_of_it() =>
        Refuses<EquatableArray<RtcEvent>>([0xdd, 0x7f, 0xff, 0xff, 0xff], static error => error is EndOfStreamException);

    [Fact]
    public void Nil_is_no_list() => Refuses<EquatableArray<string>>([0xc0]);

    [Fact]
    public void Nil_is_no_json() => Refuses<RawJson>([0xc0], static error => error.Message.Contains("RawJson?", StringComparison.Ordinal));

    [Fact]
    public void A_text_that_is_not_json_is_refused() => Refuses<RawJson>([0xa1, (byte)'{'], static error => error is ProtocolException);

    [Fact]
    public void A_key_that_comes_twice_is_refused() =>
        Refuses<EquatableDictionary<int>>(
            [0x82, 0xa1, (byte)'k', 1, 0xa1, (byte)'k', 2], static error => error.Message.Contains("“k”", StringComparison.Ordinal));

    [Fact]
    public void A_key_that_is_nil_is_refused() => Refuses<EquatableDictionary<int>>([0x81, 0xc0, 1]);

    [Fact]
    public void Lists_that_nest_without_end_are_refused()
    {
        var options = Options.WithSecurity(MessagePackSecurity.UntrustedData.WithMaximumObjectGraphDepth(2));
        byte[] nested = [0x91, 0x91, 0x91, 0x90];

        Should.Throw<MessagePackSerializationException>(
            () => MessagePackSerializer.Deserialize<EquatableArray<EquatableArray<EquatableArray<EquatableArray<int>>>>>(nested, options));
    }

    [Fact]
    public void An_app_registers_a_formatter_for_elements_of_its_own_where_there_is_no_dynamic_code()
    {
        var options = MessagePackSerializerOptions.Standard.WithResolver(
            CompositeResolver.Create([new ProtocolResolver.EquatableArrayFormatter<Note>()], [StandardResolver.Instance]));
        EquatableArray<Note> notes = [new() { Text = "own" }];

        MessagePackSerializer.Deserialize<EquatableArray<Note>>(
            MessagePackSerializer.Serialize(notes, options), options)[0].Text.ShouldBe("own");
    }

    private static void Refuses<T>(byte[] bytes, Func<Exception, bool>? hasCause = null)
    {
        var error = Should.Throw<MessagePackSerializationException>(() => MessagePackSerializer.Deserialize<T>(bytes, Options));
        if (hasCause is not null)
            hasCause(error.InnerException.ShouldNotBeNull()).ShouldBeTrue(error.ToString());
    }

    [MessagePackObject]
    public sealed class Board
    {
        [Key(0)]
        public EquatableArray<RtcEvent> Events { get; set; }

        [Key(1)]
        public EquatableDictionary<RtcEvent>? Members { get; set; }

        [Key(2)]
        public RawJson Content { get; set; }

        [Key(3)]
        public EquatableArray<int> Numbers { get; set; }

        [Key(4)]
        public EquatableArray<EquatableArray<string>> Nested { get; set; }

        [Key(5)]
        public EquatableArray<Note> Notes { get; set; }

        [Key(6)]
        public RawJson? Nothing { get; set; }
    }

    [MessagePackObject]
    public sealed class Note
    {
        [Key(0)]
        public string Text { get; set; } = "";
    }
}
