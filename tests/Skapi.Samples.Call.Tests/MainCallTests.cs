namespace Skapi.Samples.Call.Tests;

/// <summary>The call of the sample, over each transport: <c>./run.sh</c>.</summary>
public sealed class MainCallTests
{
    [Theory]
    [InlineData("Managed")]
    [InlineData("GStreamer", "--transport", "gstreamer")]
    [InlineData("in-memory", "--transport", "in-memory")]
    public async Task A_chat_pictures_and_sound_arrive(string transport, params string[] arguments)
    {
        var run = await ProgramRun.SampleAsync(arguments);

        run.ShouldHaveGoneWell(checks: 8);
        run.Output.ShouldContain($"two peers over {transport}");
    }

    [Fact]
    public async Task Without_a_video_codec_the_program_says_who_encodes_the_pictures()
    {
        var run = await ProgramRun.SampleAsync();

        run.Output.ShouldContain(
            "Managed has no video codec: the pictures are VP8 key frames that the sample encodes and decodes.");
        run.Output.ShouldMatch("ok +bob sees alice's test pattern +[0-9]+ of [0-9]+ pictures, 640x480, the first \\d+ ms after the offer");
    }
}
