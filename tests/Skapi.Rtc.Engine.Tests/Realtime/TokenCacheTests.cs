using Microsoft.Extensions.Time.Testing;
using Skapi.Protocol;
using Skapi.Rtc.Realtime;
using Skapi.Rtc.Tests.Infrastructure;

namespace Skapi.Rtc.Tests.Realtime;

public sealed class TokenCacheTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly TokenCache _cache;
    private Func<SkapiTokens?> _answer;
    private int _asked;

    public TokenCacheTests()
    {
        _answer = () => Tokens.Expiring("me", _time.GetUtcNow() + TimeSpan.FromMinutes(10));
        _cache = new TokenCache(
            _ =>
            {
                _asked++;
                return ValueTask.FromResult(_answer()!);
            },
            _time);
    }

    [Fact]
    public async Task Tokens_are_kept_until_a_minute_before_they_expire()
    {
        var tokens = await GetAsync();
        _time.Advance(TimeSpan.FromMinutes(9) - TimeSpan.FromTicks(1));
        (await GetAsync()).ShouldBeSameAs(tokens);
        _time.Advance(TimeSpan.FromTicks(1));

        (await GetAsync()).ShouldNotBeSameAs(tokens);
        _asked.ShouldBe(2);
    }

    [Fact]
    public async Task Tokens_whose_expiry_is_unknown_are_not_kept()
    {
        _answer = () => Tokens.Of("me");
        await GetAsync();
        await GetAsync();

        _asked.ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tokens_are_not_kept_if_one_of_them_has_no_expiry(bool isAccessToken)
    {
        var (unknown, known) = (Tokens.Of("me"), Tokens.Expiring("me", _time.GetUtcNow() + TimeSpan.FromHours(1)));
        _answer = () => isAccessToken
            ? new SkapiTokens(unknown.AccessToken, known.IdToken)
            : new SkapiTokens(known.AccessToken, unknown.IdToken);
        await GetAsync();
        await GetAsync();

        _asked.ShouldBe(2);
    }

    [Fact]
    public async Task The_token_that_expires_first_counts()
    {
        _answer = () => new SkapiTokens(
            Tokens.Expiring("me", _time.GetUtcNow() + TimeSpan.FromHours(1)).AccessToken,
            Tokens.Expiring("me", _time.GetUtcNow() + TimeSpan.FromMinutes(2)).IdToken);
        await GetAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        await GetAsync();

        _asked.ShouldBe(2);
    }

    [Fact]
    public async Task Refused_tokens_are_forgotten()
    {
        _cache.Forget(await GetAsync());
        await GetAsync();

        _asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_function_that_throws_is_an_invalid_token_with_the_cause_inside()
    {
        _answer = () => throw new IOException("no network");

        var error = await Should.ThrowAsync<SkapiException>(GetAsync());
        error.Code.ShouldBe(SkapiErrorCode.InvalidToken);
        error.Message.ShouldBe("SkapiClientOptions.Tokens threw an exception: no network");
        error.InnerException.ShouldBeOfType<IOException>();
    }

    [Fact]
    public async Task A_function_that_throws_an_error_of_skapi_is_not_wrapped()
    {
        _answer = () => throw new SkapiException(SkapiErrorCode.ConnectionFailed, "the sign-in service is away");

        (await Should.ThrowAsync<SkapiException>(GetAsync())).Code.ShouldBe(SkapiErrorCode.ConnectionFailed);
    }

    public static TheoryData<SkapiTokens?, string> Unusable => new()
    {
        { null, "SkapiClientOptions.Tokens returned null" },
        { new SkapiTokens("", "i"), "without an \"AccessToken\"" },
        { new SkapiTokens("a", null!), "without an \"IdToken\"" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task Missing_tokens_are_an_invalid_token(SkapiTokens? tokens, string says)
    {
        _answer = () => tokens;

        var error = await Should.ThrowAsync<SkapiException>(GetAsync());
        error.Code.ShouldBe(SkapiErrorCode.InvalidToken);
        error.Message.ShouldContain(says);
    }

    public void Dispose() => _cache.Dispose();

    private Task<SkapiTokens> GetAsync() => _cache.GetAsync(CancellationToken.None);
}
