import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { codeOf } from '../bundle.ts';
import { acknowledgeWildcard } from './acknowledge.ts';

export interface ServiceFunctionProps<Env> {
  /** The folder under functions/; also what the function is called by hand and in the log. */
  readonly name: string;
  /** What the handler's own `Env` schema demands; a missing variable does not compile. */
  readonly environment: Env;
  /** @default Duration.seconds(30), for functions that a person waits for */
  readonly timeout?: Duration;
  /** @default 512, which is 0.3 of a core: bulk functions mostly wait for the table */
  readonly memorySize?: number;
}

/** The one way this project makes a Lambda function. */
export class ServiceFunction<
  Env extends Record<string, string> = Record<string, string>,
> extends LambdaFunction {
  readonly limit: Duration;
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps<Env>) {
    const { name, environment, timeout = Duration.seconds(30), memorySize = 512 } = props;
    // Logs hold ids and counts and no fact: they may go with the stack.
    const logs = new LogGroup(scope, `${id}Logs`, {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    super(scope, id, {
      code: codeOf(scope, name),
      handler: 'handler.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role: roleThatLogs(scope, `${id}Role`, logs),
      memorySize,
      timeout,
      tracing: Tracing.ACTIVE,
      logGroup: logs,
      loggingFormat: LoggingFormat.JSON,
      environment: { ...environment, POWERTOOLS_SERVICE_NAME: name, NODE_OPTIONS: '--enable-source-maps' },
    });
    this.limit = timeout;
    this.logs = logs;
  }
}

/** A role of our own: the one that CDK makes may write to, and create, every log group of the account. */
const roleThatLogs = (scope: Construct, id: string, logs: LogGroup): Role => {
  const role = new Role(scope, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  logs.grantWrite(role);
  acknowledgeWildcard(role, '*', 'Traces are no resource that a policy could name.');
  return role;
};
