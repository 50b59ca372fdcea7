using System.Reflection;
using Skapi.Rtc.Realtime;

namespace Skapi.Rtc.Tests.Realtime;

/// <summary>Error messages name options that exist.</summary>
public class OptionNamesTests
{
    public static TheoryData<string> Names =>
    [
        .. typeof(OptionNames).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(constant => (string)constant.GetRawConstantValue()!),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_option_with_the_name_exists(string name)
    {
        var (type, option) = (name.Split('.')[0], name.Split('.')[1]);

        type.ShouldBe(nameof(SkapiClientOptions));
        typeof(SkapiClientOptions).GetProperty(option).ShouldNotBeNull();
    }
}
