using Deis.Cli.Dispatch;
using Deis.Cli.Terminal;

namespace Deis.Cli.Tests;

/// <summary>What is refused before anybody is asked: the dispatcher itself, without a process of its own and without a profile.</summary>
public sealed class MisuseTests
{
    [Theory]
    [InlineData("rack is invalid, Must be in format key=value\nExamples: rack=1 environ=prod", "tags:set", "rack")]
    [InlineData("rack= is invalid, Must be in format key=value\nExamples: rack=1 environ=prod", "tags:set", "rack=")]
    [InlineData("=1 is invalid, Must be in format key=value\nExamples: rack=1 environ=prod", "tags:set", "=1")]
    [InlineData("a=b=c is invalid, Must be in format key=value\nExamples: rack=1 environ=prod", "tags:set", "a=b=c")]
    [InlineData("user is invalid. Valid keys are \"username\" or \"password\"", "registry:set", "user=bob")]
    [InlineData("username has no value. Write username=<value>.", "registry:set", "username")]
    [InlineData("web doesn't fit format type=#\nExamples: web=30 worker=300", "timeouts:set", "web")]
    [InlineData("web= doesn't fit format type=#\nExamples: web=30 worker=300", "timeouts:set", "web=")]
    [InlineData("web=1m doesn't fit format type=#\nExamples: web=30 worker=300", "timeouts:set", "web=1m")]
    [InlineData("Web=1 doesn't fit format type=#\nExamples: web=30 worker=300", "timeouts:set", "Web=1")]
    [InlineData("--cpu and --memory do not go together; use one after the other", "limits:unset", "web", "--cpu", "--memory")]
    [InlineData("web doesn't fit format type=#unit or type=# or type=#/#\nExamples: web=2G worker=500M web=256M/1G, with --cpu: web=0.5 worker=250m/500m", "limits:set", "web")]
    [InlineData("web= doesn't fit format type=#unit or type=# or type=#/#\nExamples: web=2G worker=500M web=256M/1G, with --cpu: web=0.5 worker=250m/500m", "limits:set", "web=")]
    [InlineData("web=1X doesn't fit format type=#unit or type=# or type=#/#\nExamples: web=2G worker=500M web=256M/1G, with --cpu: web=0.5 worker=250m/500m", "limits:set", "web=1X")]
    [InlineData("web=1G/ doesn't fit format type=#unit or type=# or type=#/#\nExamples: web=2G worker=500M web=256M/1G, with --cpu: web=0.5 worker=250m/500m", "limits:set", "web=1G/")]
    [InlineData("web=1G/2G/3G doesn't fit format type=#unit or type=# or type=#/#\nExamples: web=2G worker=500M web=256M/1G, with --cpu: web=0.5 worker=250m/500m", "limits:set", "web=1G/2G/3G")]
    [InlineData("web=1GGG doesn't fit format type=#unit or type=# or type=#/#\nExamples: web=2G worker=500M web=256M/1G, with --cpu: web=0.5 worker=250m/500m", "limits:set", "web=1GGG")]
    [InlineData("Web=1G doesn't fit format type=#unit or type=# or type=#/#\nExamples: web=2G worker=500M web=256M/1G, with --cpu: web=0.5 worker=250m/500m", "limits:set", "Web=1G")]
    [InlineData("web=123456 doesn't fit format type=#unit or type=# or type=#/#\nExamples: web=2G worker=500M web=256M/1G, with --cpu: web=0.5 worker=250m/500m", "limits:set", "web=123456")]
    [InlineData("probe type alive is invalid. Must be one of [liveness readiness]", "healthchecks:set", "alive", "exec", "x")]
    [InlineData("probe type alive is invalid. Must be one of [liveness readiness]", "healthchecks:unset", "alive")]
    [InlineData("Invalid probe type. Must be one of: \"httpGet\", \"exec\", \"tcpSocket\"", "healthchecks:set", "liveness", "get", "x")]
    [InlineData("could not parse port: 'x' is not one whole number", "healthchecks:set", "liveness", "httpGet", "x")]
    [InlineData("could not parse headers: could not find separator in header (X)", "healthchecks:set", "liveness", "httpGet", "80", "--headers=X")]
    [InlineData("could not convert x to int: --period-seconds is a whole number", "healthchecks:set", "liveness", "httpGet", "80", "--period-seconds=x")]
    [InlineData("team is invalid, Must be in format key=value\nExamples: git_repo=https://git.example.com/shop team=frontend", "labels:set", "team")]
    [InlineData("--max is missing; give --min, --max and --cpu-percent", "autoscale:set", "web", "--min=1")]
    [InlineData("could not convert a to int: --min is a whole number", "autoscale:set", "web", "--min=a", "--max=5", "--cpu-percent=60")]
    [InlineData("--route is missing; it names the paths, such as --route=/api", "services:add", "--type=search")]
    [InlineData("--type is missing; it names the process type", "services:add", "--route=/x")]
    [InlineData("--limit goes with --admin only", "perms:list", "--limit=1")]
    [InlineData("--admin is about the whole platform; it does not go with --app", "perms:create", "eve", "--admin", "-a", "shop")]
    [InlineData("--procfile: 'web' does not match the pattern 'type: command'", "builds:create", "registry/x:1", "--procfile=web")]
    [InlineData("--username and --all do not go together", "auth:regenerate", "--all", "-u", "eve")]
    [InlineData("there is no completion for tcsh; there is one for bash, zsh and fish", "completion", "tcsh")]
    public async Task Run_ArgumentsThatCannotBe_SaysWhatIsWrong(string message, params string[] words)
    {
        using var terminal = new CliTerminal();
        var dispatcher = new Dispatcher(terminal, TimeProvider.System);

        var refusal = await Should.ThrowAsync<CommandException>(() => dispatcher.RunAsync([.. words, "--config=nobody"], CancellationToken.None));

        refusal.Message.ShouldBe(message);
    }
}
