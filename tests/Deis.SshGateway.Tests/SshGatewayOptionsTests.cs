using System.ComponentModel.DataAnnotations;

namespace Deis.SshGateway.Tests;

public sealed class SshGatewayOptionsTests
{
    [Theory]
    [InlineData("state")]
    [InlineData("/var/lib/my state")]
    [InlineData("/var/lib/%h")]
    [InlineData("/var/lib/a\"b")]
    [InlineData("/var/lib/a:b")]
    public void StateDirectory_ThatWouldBreakSshdsConfiguration_IsInvalid(string directory)
    {
        SshGatewayOptions options = new() { StateDirectory = directory, ApiBase = "http://x", BuilderKeyFile = "/k", HelperDirectory = "/h" };
        List<ValidationResult> results = [];

        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true).ShouldBeFalse();

        results.ShouldHaveSingleItem().ErrorMessage.ShouldNotBeNull().ShouldStartWith("SshGateway:StateDirectory must be");
    }

    [Theory]
    [InlineData("2280")]
    [InlineData("0.0.0.0")]
    [InlineData("gateway:2280")]
    public void RemovalListen_WithoutAddressAndPort_IsInvalid(string listen)
    {
        SshGatewayOptions options = new() { StateDirectory = "/s", ApiBase = "http://x", BuilderKeyFile = "/k", HelperDirectory = "/h", RemovalListen = listen };
        List<ValidationResult> results = [];

        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true).ShouldBeFalse();

        results.ShouldHaveSingleItem().ErrorMessage.ShouldBe($"SshGateway:RemovalListen is '{listen}': give an address and a port, for example 0.0.0.0:2280.");
    }
}
