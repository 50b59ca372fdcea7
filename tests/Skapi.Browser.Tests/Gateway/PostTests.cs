using System.Text.Json;
using Skapi.Browser.Tests.Rig;

namespace Skapi.Browser.Tests.Gateway;

/// <summary>The published client posts to a group and to a user.</summary>
public sealed class PostTests(BrowserRig rig) : IClassFixture<BrowserRig>
{
    [Fact]
    public async Task A_post_reaches_the_group_and_its_sender()
    {
        await using var sender = await rig.JoinPageAsync("posting");
        await using var other = await rig.JoinPageAsync("posting");

        await sender.RunAsync("post", new { message = new { text = "hello", numbers = new[] { 1, 2 } }, recipient = "posting" });

        foreach (var page in new[] { sender, other })
        {
            var post = await page.RealtimeAsync("message");
            post.Data.GetProperty("message").GetRawText().ShouldBe("""{"text":"hello","numbers":[1,2]}""");
            post["sender"].ShouldBe(sender.UserId);
            post["sender_cid"].ShouldBe(sender.Cid);
            post["sender_rid"].ShouldBe("posting");
        }
    }

    [Fact]
    public async Task A_private_post_reaches_its_user_alone()
    {
        await using var sender = await rig.JoinPageAsync("private");
        await using var recipient = await rig.JoinPageAsync("private");
        await using var bystander = await rig.JoinPageAsync("private");

        await sender.RunAsync("post", new { message = "for you", recipient = recipient.UserId });
        await sender.RunAsync("post", new { message = "for all", recipient = "private" });

        (await recipient.RealtimeAsync("private"))["message"].ShouldBe("for you");
        await bystander.RealtimeAsync("message");
        bystander.Events.Items.ShouldNotContain(item => item.Type == "private");
    }

    [Theory]
    [InlineData("100% sure")]
    [InlineData("%41%zz%")]
    [InlineData("\",\"#user_id\":\"FORGED")]
    [InlineData("%22,%22#user_id%22:%22FORGED")]
    [InlineData("größer als 🙂")]
    public async Task Text_arrives_as_it_was_written_and_forges_nothing(string text)
    {
        await using var page = await rig.JoinPageAsync("escaping");

        await page.RunAsync("post", new { message = text, recipient = "escaping" });

        var post = await page.RealtimeAsync("message");
        post.Data.GetProperty("message").ValueKind.ShouldBe(JsonValueKind.String);
        post["message"].ShouldBe(text);
        post["sender"].ShouldBe(page.UserId);
    }
}
