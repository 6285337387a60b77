using System.Net;
using Deis.Local.Startup;
using Deis.Platform.Runtime;

namespace Deis.Local.Tests.Startup;

public class CommandLineTests
{
    [Fact]
    public void Parse_AllOptions_AreTaken()
    {
        var options = CommandLine.Parse(["--once", "--empty", "--port", "8280", "--https-port", "8643", "--ssh-port", "2422", "--state", "/srv/deis"], NoVariable);

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
        var failure = Should.Throw<LocalException>(() => CommandLine.Parse(arguments, NoVariable));

        failure.Message.ShouldContain(arguments[^2].Replace("--once", "--port", StringComparison.Ordinal));
        failure.Advice.ShouldContain("--help");
    }

    [Fact]
    public void Parse_RuntimeOfACluster_IsTakenFromTheEnvironment()
    {
        var options = CommandLine.Parse([], name => name == "DEIS_RUNTIME" ? "kubernetes" : "10.0.0.7:8081");

        options.Runtime.ShouldBe(RuntimeKind.Kubernetes);
        options.ObjectsListen.ShouldBe(new IPEndPoint(IPAddress.Parse("10.0.0.7"), 8081));
    }

    [Theory]
    [InlineData("docker", "10.0.0.7:8081", "DEIS_RUNTIME is 'docker'; give local or kubernetes.")]
    [InlineData("kubernetes", null, "DEIS_OBJECTS_LISTEN is ''")]
    [InlineData("kubernetes", "10.0.0.7", "DEIS_OBJECTS_LISTEN is '10.0.0.7'")]
    [InlineData("kubernetes", "0.0.0.0:8081", "DEIS_OBJECTS_LISTEN is '0.0.0.0:8081'")]
    public void Parse_RuntimeThatCannotBe_IsNamed(string runtime, string? listen, string problem)
    {
        var failure = Should.Throw<LocalException>(() => CommandLine.Parse([], name => name == "DEIS_RUNTIME" ? runtime : listen));

        failure.Message.ShouldStartWith(problem);
    }

    private static string? NoVariable(string name) => null;
}
