using Deis.Functions.Tests.Support;
using Deis.Platform.Runtime;
using Microsoft.Extensions.Options;

namespace Deis.Functions.Tests;

/// <summary>Settings that the operator makes by the environment names of the original.</summary>
[Collection(ApiCollection.Name)]
public sealed class SettingsOfThePlatformTests(ApiFixture fixture)
{
    [Theory]
    [InlineData("DEIS_DEPLOY_PROCFILE_MISSING_REMOVE", "perhaps", "DEIS_DEPLOY_PROCFILE_MISSING_REMOVE is 'perhaps'; give true or false.")]
    [InlineData("DEIS_DEPLOY_REJECT_IF_PROCFILE_MISSING", "2", "DEIS_DEPLOY_REJECT_IF_PROCFILE_MISSING is '2'; give true or false.")]
    [InlineData("DEIS_DEFAULT_CONFIG_TAGS", "ssd=true", "DEIS_DEFAULT_CONFIG_TAGS is 'ssd=true'; give a JSON object of texts, such as {\"ssd\":\"true\"}.")]
    [InlineData("DEIS_DEFAULT_CONFIG_TAGS", """{"ssd":1}""", "DEIS_DEFAULT_CONFIG_TAGS is '{\"ssd\":1}'; give a JSON object of texts, such as {\"ssd\":\"true\"}.")]
    [InlineData("DEIS_DEFAULT_CONFIG_TAGS", """{"a/b/c":"x"}""", "Default tags: Tag keys must be at most 63 letters")]
    public async Task Setting_ThatMakesNoSense_KeepsThePlatformFromStarting(string name, string value, string message) =>
        (await Should.ThrowAsync<OptionsValidationException>(() => fixture.StartAsync((name, value)))).Message.ShouldStartWith(message);

    [Fact]
    public async Task DefaultTags_OnARuntimeWithoutPlacement_AreLeftOut()
    {
        await using var api = await fixture.StartAsync(("DEIS_DEFAULT_CONFIG_TAGS", """{"ssd":"true"}"""));
        api.Runtime.Capabilities &= ~RuntimeCapabilities.Placement;
        var owner = await api.AddUserAsync();
        var app = await api.AddAppAsync(owner);

        (await api.Get($"/v2/apps/{app}/config", owner).SendAsync()).Json["tags"]!.AsObject().ShouldBeEmpty();
    }
}
