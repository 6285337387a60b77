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
}
