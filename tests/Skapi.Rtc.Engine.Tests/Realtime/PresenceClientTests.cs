using System.Net;
using Skapi.Protocol;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Realtime;

public class PresenceClientTests
{
    [Fact]
    public async Task Users_are_asked_for_with_the_raw_id_token()
    {
        var http = new FakeHttp(FakeHttp.Json("""{"list":[{"uid":"srv#u#1","cid":"c1"},{"uid":"srv#u2","cid":"c2"}],"startKey":"end"}"""));

        var users = await Client(http).GetUsersAsync("G1", null, CancellationToken.None);

        users.ShouldBe([new RealtimeUser("u#1", "cid:c1"), new RealtimeUser("u2", "cid:c2")]);
        var question = http.Questions.ShouldHaveSingleItem();
        question.Uri.ShouldBe(new Uri("https://record.test/api/get-ws-group"));
        question.Authorization.ShouldBe("id-token-of-me");
        question.ContentType.ShouldBe("application/json");
        question.Body.ShouldBe("""{"service":"srv","owner":"own","group":"G1"}""");
    }

    [Fact]
    public async Task One_user_s_connections_can_be_asked_for()
    {
        var http = new FakeHttp(FakeHttp.Json("""{"list":[],"startKey":"end"}"""));
        await Client(http).GetUsersAsync("G1", "u1", CancellationToken.None);

        http.Questions.ShouldHaveSingleItem().Body.ShouldContain("\"user_id\":\"u1\"");
    }

    [Fact]
    public async Task All_pages_are_asked_for()
    {
        var http = new FakeHttp(
            FakeHttp.Json("""{"list":[{"uid":"srv#u1","cid":"c1"}],"startKey":"k1"}"""),
            FakeHttp.Json("""{"list":[{"uid":"srv#u2","cid":"c2"}],"startKey":"end"}"""));

        (await Client(http).GetUsersAsync("G1", null, CancellationToken.None)).Count.ShouldBe(2);
        http.Questions[1].Body.ShouldContain("\"startKey\":\"k1\"");
    }

    [Fact]
    public async Task A_key_is_an_object_that_goes_back_as_it_came()
    {
        var http = new FakeHttp(
            FakeHttp.Json("""{"list":[{"uid":"srv#u1","cid":"c1"}],"startKey":{"pk": "x","sk":[1]}}"""),
            FakeHttp.Json("""{"list":[{"uid":"srv#u2","cid":"c2"}],"startKey":"end"}"""));

        (await Client(http).GetUsersAsync("G1", null, CancellationToken.None)).Count.ShouldBe(2);
        http.Questions[1].Body.ShouldContain("""startKey":{"pk": "x","sk":[1]}""");
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","startKey":null""")]
    [InlineData(""","startKey":"" """)]
    [InlineData(""","startKey":"end" """)]
    public async Task Without_a_key_nothing_follows(string key)
    {
        var http = new FakeHttp(FakeHttp.Json($$"""{"list":[{"uid":"srv#u1","cid":"c1"}]{{key}} }"""));

        (await Client(http).GetUsersAsync("G1", null, CancellationToken.None)).ShouldHaveSingleItem();
        http.Questions.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_service_that_repeats_a_page_is_not_asked_for_ever()
    {
        var page = FakeHttp.Json("""{"list":[],"startKey":"k1"}""");
        var http = new FakeHttp(page, page, page);

        var error = await Should.ThrowAsync<SkapiException>(Client(http).GetUsersAsync("G1", null, CancellationToken.None));
        error.Code.ShouldBe(SkapiErrorCode.ConnectionFailed);
        http.Questions.Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Groups_are_searched(RealtimeGroupQuery query, string asks)
    {
        var http = new FakeHttp(FakeHttp.Json("""{"list":[{"rid":"srv#G#1","cnt":2}],"startKey":"end"}"""));

        (await Client(http).GetGroupsAsync(query, CancellationToken.None)).ShouldBe([new RealtimeGroup("G#1", 2)]);
        http.Questions.ShouldHaveSingleItem().Body.ShouldBe($$"""{"service":"srv","owner":"own",{{asks}}}""");
    }

    public static TheoryData<RealtimeGroupQuery, string> Queries => new()
    {
        { RealtimeGroupQuery.All, "\"searchFor\":\"group\",\"value\":\" \",\"condition\":\">\"" },
        { RealtimeGroupQuery.ByName(SearchCondition.Equal, "G"), "\"searchFor\":\"group\",\"value\":\"G\",\"condition\":\"eq\"" },
        { RealtimeGroupQuery.ByNameRange("A", "C"), "\"searchFor\":\"group\",\"value\":\"A\",\"range\":\"C\"" },
        {
            RealtimeGroupQuery.ByNumberOfUsers(SearchCondition.GreaterThanOrEqualSign, 2),
            "\"searchFor\":\"number_of_users\",\"value\":2,\"condition\":\">=\""
        },
        { RealtimeGroupQuery.ByNumberOfUsersRange(2, 9), "\"searchFor\":\"number_of_users\",\"value\":2,\"range\":9" },
        {
            RealtimeGroupQuery.ByName(SearchCondition.Equal, "G") with { Limit = 3 },
            "\"searchFor\":\"group\",\"value\":\"G\",\"condition\":\"eq\",\"limit\":3"
        },
    };

    [Fact]
    public async Task A_limit_counts_over_all_pages()
    {
        var http = new FakeHttp(
            FakeHttp.Json("""{"list":[{"rid":"srv#A","cnt":1},{"rid":"srv#B","cnt":1}],"startKey":"k1"}"""),
            FakeHttp.Json("""{"list":[{"rid":"srv#C","cnt":1}],"startKey":"k2"}"""));

        (await Client(http).GetGroupsAsync(RealtimeGroupQuery.All with { Limit = 3 }, CancellationToken.None)).Count.ShouldBe(3);
        http.Questions[1].Body.ShouldContain("\"limit\":1");
    }

    [Fact]
    public async Task A_limit_of_more_than_a_page_is_asked_for_in_pages()
    {
        var page = string.Join(',', Enumerable.Range(0, 1000).Select(number => $$"""{"rid":"srv#{{number}}","cnt":1}"""));
        var http = new FakeHttp(
            FakeHttp.Json($$"""{"list":[{{page}}],"startKey":{"k":1} }"""),
            FakeHttp.Json("""{"list":[{"rid":"srv#last","cnt":1}],"startKey":{"k":2}}"""));

        (await Client(http).GetGroupsAsync(RealtimeGroupQuery.All with { Limit = 1001 }, CancellationToken.None)).Count.ShouldBe(1001);
        http.Questions[0].Body.ShouldContain("\"limit\":1000");
        http.Questions[1].Body.ShouldContain("\"limit\":1");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_below_one_is_misuse(int limit) =>
        Should.Throw<ArgumentOutOfRangeException>(() => RealtimeGroupQuery.All with { Limit = limit });

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "INVALID_TOKEN")]
    [InlineData(HttpStatusCode.Forbidden, "INVALID_TOKEN")]
    [InlineData(HttpStatusCode.BadRequest, "INVALID_REQUEST")]
    [InlineData(HttpStatusCode.InternalServerError, "INVALID_REQUEST")]
    public async Task A_refusal_says_what_the_service_said(HttpStatusCode status, string code)
    {
        var error = await Should.ThrowAsync<SkapiException>(
            Client(new FakeHttp(FakeHttp.Json("""{"message":"no such service"}""", status)))
                .GetUsersAsync("G1", null, CancellationToken.None));

        error.Code.Value.ShouldBe(code);
        error.Message.ShouldBe($$"""https://record.test/api/get-ws-group answered {{(int)status}}: no such service""");
    }

    [Fact]
    public async Task A_refusal_has_the_code_that_the_service_gave()
    {
        var http = new FakeHttp(FakeHttp.Json("""{"code":"INVALID_PARAMETER","message":"“limit” is 0."}""", HttpStatusCode.BadRequest));

        var error = await Should.ThrowAsync<SkapiException>(Client(http).GetUsersAsync("G1", null, CancellationToken.None));
        error.Code.ShouldBe(SkapiErrorCode.InvalidParameter);
        error.Message.ShouldEndWith("answered 400: “limit” is 0.");
    }

    [Fact]
    public async Task A_refusal_that_is_no_json_is_quoted()
    {
        var http = new FakeHttp(FakeHttp.Json("<h1>Bad Gateway</h1>", HttpStatusCode.BadGateway));

        var error = await Should.ThrowAsync<SkapiException>(Client(http).GetUsersAsync("G1", null, CancellationToken.None));
        error.Message.ShouldEndWith("answered 502: <h1>Bad Gateway</h1>");
    }

    [Fact]
    public async Task A_refusal_without_a_body_says_what_to_check()
    {
        var http = new FakeHttp(FakeHttp.Json("", HttpStatusCode.NotFound));

        var error = await Should.ThrowAsync<SkapiException>(Client(http).GetUsersAsync("G1", null, CancellationToken.None));
        error.Message.ShouldEndWith("answered 404: NotFound. Check SkapiClientOptions.RecordEndpoint.");
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_says_where()
    {
        var error = await Should.ThrowAsync<SkapiException>(
            Client(new FakeHttp(FakeHttp.Json("""{"list":[{"uid":7}]}"""))).GetUsersAsync("G1", null, CancellationToken.None));

        error.Code.ShouldBe(SkapiErrorCode.ConnectionFailed);
        error.Message.ShouldContain("/list/0/uid");
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_a_failed_connection()
    {
        var http = new FakeHttp(() => throw new HttpRequestException("Connection refused"));

        var error = await Should.ThrowAsync<SkapiException>(Client(http).GetUsersAsync("G1", null, CancellationToken.None));
        error.Code.ShouldBe(SkapiErrorCode.ConnectionFailed);
        error.Message.ShouldContain("Connection refused");
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_a_failed_connection()
    {
        var http = new FakeHttp(() => throw new TaskCanceledException("timeout"));

        (await Should.ThrowAsync<SkapiException>(Client(http).GetUsersAsync("G1", null, CancellationToken.None))).Message
            .ShouldContain("did not respond in time");
    }

    [Fact]
    public async Task Giving_up_is_no_failure()
    {
        var http = new FakeHttp(() => throw new TaskCanceledException());

        await Should.ThrowAsync<OperationCanceledException>(Client(http).GetUsersAsync("G1", null, new CancellationToken(canceled: true)));
    }

    private static PresenceClient Client(FakeHttp http)
    {
        var settings = new PresenceSettings
        {
            Endpoint = new Uri("https://record.test/api/"),
            Service = "srv",
            Owner = "own",
            HttpHandler = http,
        };
        return new PresenceClient(settings, new TokenCache(_ => ValueTask.FromResult(Tokens.Of("me")), TimeProvider.System));
    }
}
