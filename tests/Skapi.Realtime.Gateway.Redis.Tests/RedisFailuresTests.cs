using Skapi.Realtime.Gateway.App;
using StackExchange.Redis;

namespace Skapi.Realtime.Gateway.Redis.Tests;

public class RedisFailuresTests
{
    public static TheoryData<Exception> Failures => new()
    {
        new RedisConnectionException(ConnectionFailureType.SocketClosed, "closed"),
        new RedisTimeoutException("slow", CommandStatus.Sent),
        new RedisServerException("refused"),
        new ObjectDisposedException("multiplexer"),
        // The library cancels tasks when their connection breaks.
        new TaskCanceledException(),
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task What_the_library_throws_becomes_a_failure_of_the_backplane(Exception failure)
    {
        var translated = await Should.ThrowAsync<BackplaneException>(
            () => RedisFailures.TranslateAsync<int>(() => Task.FromException<int>(failure)).AsTask());

        translated.InnerException.ShouldBe(failure);
    }

    [Fact]
    public async Task A_fault_of_our_own_stays_what_it_is() => await Should.ThrowAsync<InvalidOperationException>(
        () => RedisFailures.TranslateAsync<int>(() => Task.FromException<int>(new InvalidOperationException())).AsTask());
}
