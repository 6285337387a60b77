using Deis.Local.Startup;

namespace Deis.Local.Tests.Startup;

public class CommandLineTests
{
    [Fact]
    public void Parse_AllOptions_AreTaken()
    {
        var options = CommandLine.Parse(["--once", "--empty", "--port", "8280", "--https-port", "8643", "--ssh-port", "2422", "--state", "/srv/deis"]);

        options.Once.ShouldBeTrue();
        options.Empty.ShouldBeTrue();
        options.Port.ShouldBe(8280);
        options.HttpsPort.ShouldBe(8643);
        options.SshPort.ShouldBe(2422);
        options.State.ShouldBe("/srv/deis");
    }

    [Theory]
    [InlineData("--prot", "1")]
    [InlineData("--port", "0")]
    [InlineData("--port", "65536")]
    [InlineData("--port", "-1")]
    [InlineData("--ssh-port", "ssh")]
    [InlineData("--once", "--port")]
    public void Parse_Mistake_IsNamedWithAdvice(params string[] arguments)
    {
        var failure = Should.Throw<LocalException>(() => CommandLine.Parse(arguments));

        failure.Message.ShouldContain(arguments[^2].Replace("--once", "--port", StringComparison.Ordinal));
        failure.Advice.ShouldContain("--help");
    }
}
