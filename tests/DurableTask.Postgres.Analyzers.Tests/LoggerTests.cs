using DurableTask.Postgres.Analyzers.Tests.Support;

namespace DurableTask.Postgres.Analyzers.Tests;

/// <summary>Loggers are judged where they come from.</summary>
public class LoggerTests
{
    [Fact]
    public Task Field_GivenFromOutside_IsFound() => Analysis.FindsAsync(Analysis.InOrchestrator(
        "{|DURABLE0010:_logger|}.LogInformation(\"a\");",
        "private readonly ILogger _logger; public Example(ILogger<Example> logger) { _logger = logger; }"));

    [Fact]
    public Task PrimaryConstructorParameter_IsFound() => Analysis.FindsAsync(
        """
        public sealed class Example(ILogger<Example> logger) : TaskOrchestrator<string, string>
        {
            public override Task<string> RunAsync(TaskOrchestrationContext context, string input)
            {
                {|DURABLE0010:logger|}.LogInformation("a");
                return context.CallActivityAsync<string>("A");
            }
        }
        """);

    [Fact]
    public Task Field_OfAReplaySafeLogger_Passes() => Analysis.FindsAsync(Analysis.InOrchestrator(
        "_logger = context.CreateReplaySafeLogger<Example>(); Say();",
        "private ILogger? _logger; private void Say() { _logger!.LogInformation(\"a\"); }"));

    [Fact]
    public Task Field_OnceSafeAndOnceNot_IsFound() => Analysis.FindsAsync(Analysis.InOrchestrator(
        "_logger = context.CreateReplaySafeLogger<Example>(); {|DURABLE0010:_logger|}.LogInformation(\"a\");",
        "private ILogger? _logger; public void Set(ILoggerFactory factory) { _logger = new LoggerFactory().CreateLogger(\"a\"); }"));

    [Fact]
    public Task HelperMethod_GetsTheLogger_IsJudgedAtTheCall() => Analysis.FindsAsync(Analysis.InOrchestrator(
        "Say(context.CreateReplaySafeLogger(\"a\")); Say({|DURABLE0010:Static|});",
        "private static readonly ILogger Static = new LoggerFactory().CreateLogger(\"a\"); private static void Say(ILogger to) { to.LogInformation(\"a\"); }"));

    [Fact]
    public Task HelperObject_GetsTheLogger_IsJudgedAtTheCall() => Analysis.FindsAsync(Analysis.InOrchestrator(
        "new Helper(context.CreateReplaySafeLogger(\"a\")).Say();",
        "private sealed class Helper(ILogger logger) { private readonly ILogger _logger = logger; public void Say() { _logger.LogInformation(\"a\"); logger.LogInformation(\"b\"); } }"));

    [Fact]
    public Task Property_WithAReplaySafeGetter_Passes() => Analysis.FindsAsync(
        """
        public sealed class Example : TaskOrchestrator<string, string>
        {
            private TaskOrchestrationContext? _context;

            private ILogger Log => _context!.CreateReplaySafeLogger<Example>();

            public override Task<string> RunAsync(TaskOrchestrationContext context, string input)
            {
                _context = context;
                Log.LogInformation("a");
                return context.CallActivityAsync<string>("A");
            }
        }
        """);

    [Fact]
    public Task Lambda_CapturesALoggerOfItsRegistration_IsFound() => Analysis.FindsAsync(
        """
        public static class Registration
        {
            public static void Add(DurableTaskRegistry tasks, ILogger logger, ILoggerFactory factory)
            {
                var own = factory.CreateLogger("a");
                tasks.AddOrchestratorFunc<string>("Story", async context =>
                {
                    {|DURABLE0010:logger|}.LogInformation("a");
                    {|DURABLE0010:own|}.LogInformation("a");
                    var safe = context.CreateReplaySafeLogger("a");
                    void Say() => safe.LogInformation("b");
                    Say();
                    return await context.CallActivityAsync<string>("A");
                });
                logger.LogInformation("added");
            }
        }
        """);
}
