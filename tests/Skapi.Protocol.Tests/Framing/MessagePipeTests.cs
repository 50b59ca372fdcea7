using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Skapi.Protocol.Framing;
using Skapi.Protocol.Json;
using Skapi.Protocol.MessagePack;
using Skapi.Protocol.Tests.Samples;

namespace Skapi.Protocol.Tests.Framing;

/// <summary>Sequences of messages over pipes and streams.</summary>
public sealed class MessagePipeTests
{
    private static readonly Shape[] Shapes =
        [new Shape.Circle { R = 1 }, new Shape.Link { Note = RawJson.Parse("[1]") }, new Shape.None()];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task Json_lines_arrive_in_pieces_of_any_size(int piece)
    {
        var pipe = new Pipe();
        var reading = MessagePipe.ReadJsonLinesAsync<Shape>(pipe.Reader).ToListAsync().AsTask();

        foreach (var shape in Shapes)
            await WriteInPiecesAsync(pipe.Writer, await FrameAsync(output => MessagePipe.WriteJsonLineAsync(output, shape)), piece);
        await pipe.Writer.CompleteAsync();

        (await reading).ShouldBe(Shapes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task MessagePack_arrives_in_pieces_of_any_size(int piece)
    {
        var pipe = new Pipe();
        var reading = MessagePipe.ReadMessagePackAsync<Shape>(pipe.Reader).ToListAsync().AsTask();

        foreach (var shape in Shapes)
            await WriteInPiecesAsync(pipe.Writer, await FrameAsync(output => MessagePipe.WriteMessagePackAsync(output, shape)), piece);
        await pipe.Writer.CompleteAsync();

        (await reading).ShouldBe(Shapes);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("\n\r\n \n", 0)]
    [InlineData("{\"kind\":\"none\"}\r\n{\"kind\":\"none\"}\n", 2)]
    [InlineData("{\"kind\":\"none\"}\n{\"kind\":\"none\"}", 2)]
    public async Task Empty_lines_are_skipped_and_the_last_line_needs_no_end(string text, int count)
    {
        var input = PipeReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(text)));

        (await MessagePipe.ReadJsonLinesAsync<Shape>(input).ToListAsync()).Count.ShouldBe(count);
    }

    [Fact]
    public async Task A_stream_that_ends_inside_a_frame_is_an_error()
    {
        var input = PipeReader.Create(new MemoryStream([0, 0, 0, 9, 1]));

        var exception = await Should.ThrowAsync<ProtocolException>(
            async () => await MessagePipe.ReadMessagePackAsync<Shape>(input).ToListAsync());

        exception.Error.Code.ShouldBe(DecodeErrorCode.Malformed);
    }

    [Fact]
    public async Task A_frame_beyond_the_limit_is_refused_before_it_has_arrived()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[] { 0xff, 0xff, 0xff, 0xff });

        var exception = await Should.ThrowAsync<ProtocolException>(
            async () => await MessagePipe.ReadMessagePackAsync<Shape>(pipe.Reader, maxLength: 100).ToListAsync());

        exception.Error.Code.ShouldBe(DecodeErrorCode.OutOfRange);
    }

    [Fact]
    public async Task A_line_beyond_the_limit_is_refused_before_its_end_has_arrived()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(new byte[101]);

        var exception = await Should.ThrowAsync<ProtocolException>(
            async () => await MessagePipe.ReadJsonLinesAsync<Shape>(pipe.Reader, maxLength: 100).ToListAsync());

        exception.Error.Code.ShouldBe(DecodeErrorCode.OutOfRange);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_for_a_message()
    {
        using var source = new CancellationTokenSource();
        var reading = MessagePipe.ReadJsonLinesAsync<Shape>(new Pipe().Reader, cancellationToken: source.Token).ToListAsync();

        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await reading);
    }

    [Fact]
    public void A_raw_value_with_a_line_feed_is_not_written()
    {
        var shape = new Shape.Link { Note = RawJson.Parse("[\n1]") };

        Should.Throw<ArgumentException>(() => _ = MessagePipe.WriteJsonLineAsync<Shape>(new Pipe().Writer, shape).AsTask());
    }

    [Fact]
    public async Task A_message_is_decoded_from_a_stream_or_from_pieces()
    {
        var (json, packed) = (JsonCodec.EncodeToUtf8(Shapes[1]), MessagePackCodec.Encode(Shapes[1]));

        (await JsonCodec.DecodeAsync<Shape>(new MemoryStream(json))).ShouldBe(Shapes[1]);
        (await MessagePackCodec.DecodeAsync<Shape>(new MemoryStream(packed))).ShouldBe(Shapes[1]);
        JsonCodec.Decode<Shape>(InPieces(json)).ShouldBe(Shapes[1]);
        MessagePackCodec.Decode<Shape>(InPieces(packed)).ShouldBe(Shapes[1]);
    }

    private static async Task<byte[]> FrameAsync(Func<PipeWriter, ValueTask<FlushResult>> write)
    {
        using var stream = new MemoryStream();
        await write(PipeWriter.Create(stream));
        return stream.ToArray();
    }

    private static async Task WriteInPiecesAsync(PipeWriter output, byte[] bytes, int piece)
    {
        foreach (var chunk in bytes.Chunk(piece))
            await output.WriteAsync(chunk);
    }

    private static ReadOnlySequence<byte> InPieces(byte[] bytes)
    {
        var first = new Piece(bytes[..1]);
        var last = bytes[1..].Aggregate(first, static (piece, next) => piece.Append([next]));
        return new(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(byte[] bytes) => Memory = bytes;

        public Piece Append(byte[] bytes)
        {
            var next = new Piece(bytes) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
