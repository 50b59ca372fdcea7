using Skapi.Protocol.CrossChecks.Tests.Node;

namespace Skapi.Protocol.CrossChecks.Tests.TypeScript;

/// <summary>The declarations of the protocol, as the page of the web sample uses them beside those of the published client.</summary>
public sealed class PageTests : IDisposable
{
    private static readonly string Sample = NodeScript.PathOf("../../samples/Skapi.Samples.Web");

    private readonly string _folder = Directory.CreateTempSubdirectory("skapi-typescript-").FullName;

    [Fact]
    public async Task The_page_reads_every_event_as_it_is_declared() =>
        (await TypeScriptCompiler.CheckAsync(Path.Combine(Sample, "jsconfig.json"))).ShouldBeEmpty();

    [Theory]
    [InlineData("event.type === 'icecandidate' && event.candidte", "error TS2551")] // No such member.
    [InlineData("event.type === 'icecandidat'", "error TS2367")] // No such event.
    [InlineData("event.type === 'open' && event.id.toFixed()", "error TS18047")] // It may be null.
    [InlineData("event.type === 'connectionstatechange' && event.state === 'lost'", "error TS2367")] // No such value.
    [InlineData("event.type === 'track' && event.streams[0].sdp", "error TS2339")] // What a browser's object does not have.
    public async Task A_page_that_misreads_an_event_is_told_where(string expression, string error)
    {
        var project = Write(
            $$"""
            /** @import { RtcEvent } from 'skapi-protocol' */
            /** @param {RtcEvent} event */
            export const onRtc = event => {{expression}};
            """);

        var told = await TypeScriptCompiler.CheckAsync(project);

        told.ShouldContain("page.js(3,");
        told.ShouldContain(error);
    }

    [Fact]
    public async Task A_page_that_reads_them_rightly_is_told_nothing()
    {
        var project = Write(
            """
            /** @import { GatewayFrame, RealtimeEvent, RtcEvent, Signal } from 'skapi-protocol' */
            /** @param {RtcEvent} event */
            export const onRtc = event => {
              if (event.type === 'track') document.createElement('video').srcObject = event.streams[0];
              if (event.type === 'message' && typeof event.data === 'string') event.target.send(event.data.toUpperCase());
              if (event.type === 'icecandidate') event.target.addIceCandidate({ candidate: event.candidate, sdpMid: event.sdpMid });
            };
            /** @param {RealtimeEvent} event */
            export const onRealtime = event => event.type === 'notice' && event.code === 'USER_JOINED' ? event.message : null;
            /** @type {GatewayFrame} */
            export const frame = { '#notice': 'User "a" has joined the message group.', '#scid': null };
            /** @type {Signal} */
            export const signal = { hungup: 'me', note: 'a member of its own' };
            """);

        (await TypeScriptCompiler.CheckAsync(project)).ShouldBeEmpty();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string page)
    {
        File.WriteAllText(Path.Combine(_folder, "page.js"), page);
        var project = Path.Combine(_folder, "jsconfig.json");
        File.WriteAllText(
            project,
            $$"""
            {
              "extends": "{{Sample}}/jsconfig.json",
              "compilerOptions": { "paths": { "skapi-protocol": ["{{Sample}}/types/skapi-protocol.d.ts"] } },
              "files": ["page.js"]
            }
            """);
        return project;
    }
}
